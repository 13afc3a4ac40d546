// dongbo token: who may use the programming interface. A token is shown once, when it is made.
import { TokenRoleSchema } from "../../schemas/api.ts";
import { showInstant } from "../../schemas/time.ts";
import { listTokens, makeToken, revokeToken, type ApiToken } from "../people/tokens.ts";
import { resolveOrganisation } from "../register/organisations.ts";
import type { Run } from "./commands.ts";
import { answer, atOffice, say, type Shell } from "./shell.ts";
import { typed, wordOf } from "./typed.ts";

export const add: Run = async (shell, call) => {
  const option = typed(call);
  const role = option.choice("role", TokenRoleSchema.options) ?? "auditor";
  const names = option.list("units");
  option.check();
  return await atOffice(shell, async ({ means }) => {
    const units = await means.store.read(async (tx) => {
      const ids: string[] = [];
      for (const name of names) ids.push((await resolveOrganisation(tx, name)).id);
      return ids.length === 0 ? null : ids;
    });
    const { token, text } = await makeToken(means, { name: wordOf(call, 0), role, units });
    answer(shell, { ...token, token: text }, () =>
      say(shell, "cli.token_made", { name: token.name, token: text }),
    );
    return 0;
  });
};

export const list: Run = async (shell) =>
  await atOffice(shell, async ({ means }) => {
    const tokens = await listTokens(means);
    answer(shell, { tokens }, () =>
      tokens.length === 0
        ? say(shell, "cli.no_tokens")
        : tokens.map((token) => lineOf(shell, token)).join("\n"),
    );
    return 0;
  });

export const revoke: Run = async (shell, call) =>
  await atOffice(shell, async ({ means }) => {
    const name = wordOf(call, 0);
    await revokeToken(means, name);
    answer(shell, { name }, () => say(shell, "cli.token_revoked", { name }));
    return 0;
  });

function lineOf(shell: Shell, { name, role, units, madeBy, madeAt, lastUsedAt, revoked }: ApiToken): string {
  return say(shell, revoked === null ? "cli.token_line" : "cli.token_line_revoked", {
    name,
    role,
    units: units === null ? "*" : units.length,
    by: madeBy,
    at: showInstant(madeAt),
    used: lastUsedAt === null ? null : showInstant(lastUsedAt),
    ended: revoked === null ? null : showInstant(revoked.at),
  });
}
