import { expect, it } from "vitest";
import { UserError } from "../../schemas/errors.ts";
import {
  addAlias,
  addOrganisation,
  addOrganisations,
  listOrganisations,
  mergeOrganisations,
  resolveOrganisation,
} from "../../src/register/organisations.ts";
import { findTask, taskHistory } from "../../src/register/tasks.ts";
import { anOrganisation, aProvenance, aTask, keepLink, keepTasks, portalsDue } from "../builders.ts";
import { onEachDatabase } from "../databases.ts";

onEachDatabase("organisations", (open) => {
  it("finds an organisation by name, short name and alias, however they are spelt", async () => {
    const store = await open();
    const organisation = anOrganisation({
      name: "Sở Khoa học và Công nghệ",
      shortName: "Sở KH&CN",
      aliases: ["Sở KHCN tỉnh"],
    });
    await store.transaction((tx) => addOrganisation(tx, organisation));

    const names = ["sở khoa học & công nghệ", "SỞ KH VÀ CN", "Sở KHCN", "Sở KHCN tỉnh".normalize("NFD")];
    const found = await store.read((tx) => Promise.all(names.map((name) => resolveOrganisation(tx, name))));

    expect(found.map(({ id }) => id)).toEqual(names.map(() => organisation.id));
  });

  it("keeps codes with their validity", async () => {
    const store = await open();
    const codes = [{ scheme: "QCVN102", code: "000.00.00.H19", validFrom: null, validTo: "2025-06-30" }];
    const organisation = anOrganisation({ codes });
    await store.transaction((tx) => addOrganisation(tx, organisation));

    const [read] = await store.read(listOrganisations);

    expect(read?.codes).toEqual(codes);
  });

  it("lists in Vietnamese alphabetical order", async () => {
    const store = await open();
    const names = [
      "Sở Ỷ",
      "Đảng ủy",
      "Ủy ban",
      "Công an tỉnh",
      "Ấp mới",
      "Dân vận",
      "Ban Nội chính",
      "An Bình",
    ];
    await store.transaction((tx) =>
      addOrganisations(
        tx,
        names.map((name) => anOrganisation({ name })),
      ),
    );

    const listed = await store.read(listOrganisations);

    expect(listed.map(({ name }) => name)).toEqual([
      "An Bình",
      "Ấp mới",
      "Ban Nội chính",
      "Công an tỉnh",
      "Dân vận",
      "Đảng ủy",
      "Sở Ỷ",
      "Ủy ban",
    ]);
  });

  it("names every taken name and code at once, and adds nothing", async () => {
    const store = await open();
    const code = { scheme: "QD20", code: "H19.01", validFrom: null, validTo: null };
    await store.transaction((tx) =>
      addOrganisation(tx, anOrganisation({ name: "Sở Nội vụ", shortName: "SNV", codes: [code] })),
    );
    const others = [
      anOrganisation({ aliases: ["sở  nội vụ"] }),
      anOrganisation({ shortName: "snv", codes: [code] }),
    ];

    const adding = store.transaction((tx) => addOrganisations(tx, others));

    const error = await adding.catch((thrown: unknown) => thrown);
    expect((error as UserError).problems.map(({ key }) => key)).toEqual([
      "register.name_taken",
      "register.name_taken",
      "register.code_taken",
    ]);
    expect(await store.read(listOrganisations)).toHaveLength(1);
  });

  it("refuses a code that breaks QĐ 20/2020/QĐ-TTg, saying where", async () => {
    const store = await open();
    const code = { scheme: "QD20", code: "h19-01", validFrom: null, validTo: null };

    const adding = store.transaction((tx) => addOrganisation(tx, anOrganisation({ codes: [code] })));

    await expect(adding).rejects.toMatchObject({
      problems: [{ key: "register.bad_organisation", values: { place: "codes.0.code", read: "h19-01" } }],
    });
  });

  it("names the candidates when a name may be several organisations", async () => {
    const store = await open();
    await store.transaction((tx) =>
      addOrganisations(tx, [
        anOrganisation({ name: "Phòng VH và XH", shortName: "Phòng VH&XH" }),
        anOrganisation({ name: "Phòng V HXH", shortName: "Phòng V-HXH" }),
      ]),
    );

    const resolving = store.read((tx) => resolveOrganisation(tx, "phòng vhxh"));

    await expect(resolving).rejects.toMatchObject({
      problems: [
        { key: "register.ambiguous_organisation", values: { candidates: "Phòng V-HXH; Phòng VH&XH" } },
      ],
    });
  });

  it("gives an alias to one organisation only", async () => {
    const store = await open();
    const [one, other] = [anOrganisation(), anOrganisation()];
    await store.transaction((tx) => addOrganisations(tx, [one, other]));
    await store.transaction((tx) => addAlias(tx, { organisation: one.shortName, alias: "Sở Mới" }));
    await store.transaction((tx) => addAlias(tx, { organisation: one.shortName, alias: "sở mới" }));

    const adding = store.transaction((tx) => addAlias(tx, { organisation: other.name, alias: "SỞ MỚI" }));

    await expect(adding).rejects.toMatchObject({ problems: [{ key: "register.name_taken" }] });
    expect((await store.read((tx) => resolveOrganisation(tx, "Sở mới"))).id).toBe(one.id);
  });

  it("moves names, codes and tasks to the successor when organisations merge", async () => {
    const store = await open();
    const code = { scheme: "QD20", code: "H19.07", validFrom: "2020-01-01", validTo: null };
    const old = anOrganisation({
      name: "Sở Thông tin và Truyền thông",
      shortName: "Sở TT&TT",
      codes: [code],
    });
    const successor = anOrganisation({ name: "Sở Khoa học và Công nghệ", shortName: "Sở KH&CN" });
    const led = aTask({ leadOrganisation: old.id });
    const helped = aTask({
      cooperatingOrganisations: [old.id, successor.id],
      supervisingOrganisation: old.id,
    });
    await store.transaction(async (tx) => {
      await addOrganisations(tx, [old, successor]);
      await keepTasks(tx, [led, helped, aTask()]);
      await keepLink(tx, { taskId: led.id, portal: "nq57" });
    });

    const merged = await store.transaction((tx) =>
      mergeOrganisations(tx, { from: "Sở TT&TT", into: "Sở KH&CN", provenance: aProvenance() }),
    );

    expect(merged).toEqual({ movedTasks: 2 });
    await store.read(async (tx) => {
      expect((await resolveOrganisation(tx, "Sở TT và TT")).codes).toEqual([
        { ...code, validTo: "2025-12-08" },
      ]);
      expect(await listOrganisations(tx)).toHaveLength(1);
      expect((await findTask(tx, led.code))?.leadOrganisation).toBe(successor.id);
      expect(await findTask(tx, helped.code)).toMatchObject({
        cooperatingOrganisations: [successor.id],
        supervisingOrganisation: successor.id,
        version: 2,
      });
      expect(await taskHistory(tx, led.code)).toMatchObject([
        { field: "leadOrganisation", from: "Sở TT&TT", to: "Sở KH&CN", why: { key: "register.merged" } },
      ]);
      expect(await portalsDue(tx, led.id)).toEqual(["nq57"]);
    });
  });

  it("refuses to merge an organisation with itself", async () => {
    const store = await open();
    const organisation = anOrganisation();
    await store.transaction((tx) => addOrganisation(tx, organisation));

    const merging = store.transaction((tx) =>
      mergeOrganisations(tx, {
        from: organisation.name,
        into: organisation.shortName,
        provenance: aProvenance(),
      }),
    );

    await expect(merging).rejects.toMatchObject({ problems: [{ key: "register.merge_with_itself" }] });
  });
});
