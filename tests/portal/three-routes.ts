// A portal of three routes, for the engine's tests.
import { createHash } from "node:crypto";
import { defineSimulator } from "../../src/portal/simulator-engine.ts";
import type { HeldTask } from "../../src/portal/simulator.ts";

export const simulator = defineSimulator<{ tasks: HeldTask[]; token: string }>({
  faults: ["drops-field"],
  create: ({ invent }) => ({ tasks: [], token: invent() }),
  answers: { notFound: (path) => ({ status: 404, json: { message: `không có ${path}` } }) },
  routes: [
    {
      method: "GET",
      path: "/tasks/:id",
      kind: "read",
      handle: ({ params }, { tasks }) => ({
        status: 200,
        json: tasks.find((task) => task.remoteId === params["id"]) ?? null,
      }),
    },
    {
      method: "POST",
      path: "/tasks/:id/entries",
      kind: "write",
      handle: ({ params, json, faults }, { tasks }) => {
        const entry = json() as { percent: number; text: string };
        const task = tasks.find((one) => one.remoteId === params["id"]);
        const text = faults.fires("drops-field") === null ? entry.text : "";
        task?.entries.push({ percent: entry.percent, text, marker: null });
        return { status: 201, json: { ok: true } };
      },
    },
    {
      method: "POST",
      path: "/tasks/:id/files",
      kind: "write",
      handle: async ({ params, multipart }, { tasks }) => {
        const { fields, files } = await multipart();
        for (const file of files) {
          const sha256 = createHash("sha256").update(file.bytes).digest("hex");
          tasks
            .find((one) => one.remoteId === params["id"])
            ?.evidence.push({ name: file.name, size: file.bytes.length, sha256 });
        }
        return { status: 201, json: { note: fields["note"] ?? null } };
      },
    },
  ],
  options: ({ token }, url) => ({ baseUrl: url, token }),
  seed({ tasks }, seeds) {
    for (const [place, seed] of seeds.entries()) {
      const fields = { title: seed.title };
      tasks.push({ remoteId: String(place + 1), code: seed.code, fields, entries: [], evidence: [] });
    }
    return tasks.map((task) => task.remoteId);
  },
  held: ({ tasks }) => tasks,
  edit({ tasks }, remoteId, fields) {
    const task = tasks.find((one) => one.remoteId === remoteId);
    if (task !== undefined) task.fields = { ...task.fields, ...fields };
  },
  remove(state, remoteId) {
    state.tasks = state.tasks.filter((task) => task.remoteId !== remoteId);
  },
  loseFiles: ({ tasks }) => tasks.forEach((task) => task.evidence.splice(0)),
  copy({ tasks }, remoteId) {
    const id = String(tasks.length + 1);
    tasks.push(
      ...tasks.filter((task) => task.remoteId === remoteId).map((task) => ({ ...task, remoteId: id })),
    );
    return id;
  },
});
