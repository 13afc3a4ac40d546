// The agencies that the sample appendices name, as a province might have them after the mergers of 2025. No persons.
import type { OrganisationKind } from "../../schemas/organisation.ts";

export interface SampleOrganisation {
  name: string;
  shortName: string;
  kind: OrganisationKind;
  aliases: string[];
}

const departments: SampleOrganisation[] = [
  department("Khoa học và Công nghệ", "Sở KH&CN", ["Sở KHCN"]),
  department("Nội vụ", "Sở Nội vụ"),
  department("Tài chính", "Sở Tài chính"),
  department("Nông nghiệp và Môi trường", "Sở NN&MT", ["Sở NNMT"]),
  department("Xây dựng", "Sở Xây dựng"),
  department("Công Thương", "Sở Công Thương"),
  department("Giáo dục và Đào tạo", "Sở GD&ĐT", ["Sở GDĐT"]),
  department("Y tế", "Sở Y tế"),
  department("Tư pháp", "Sở Tư pháp"),
  department("Văn hóa, Thể thao và Du lịch", "Sở VH,TT&DL", ["Sở VHTTDL"]),
  department("Dân tộc và Tôn giáo", "Sở DT&TG"),
  { name: "Thanh tra tỉnh", shortName: "Thanh tra tỉnh", kind: "department", aliases: [] },
  {
    name: "Văn phòng Ủy ban nhân dân tỉnh",
    shortName: "Văn phòng UBND tỉnh",
    kind: "department",
    aliases: ["VP UBND tỉnh"],
  },
  {
    name: "Ban Quản lý các khu công nghiệp tỉnh",
    shortName: "BQL các KCN",
    kind: "department",
    aliases: ["Ban Quản lý các KCN"],
  },
];

const others: SampleOrganisation[] = [
  { name: "Công an tỉnh", shortName: "Công an tỉnh", kind: "police", aliases: ["CA tỉnh"] },
  { name: "Văn phòng Tỉnh ủy", shortName: "Văn phòng Tỉnh ủy", kind: "party_committee", aliases: ["VPTU"] },
  {
    name: "Đảng ủy Ủy ban nhân dân tỉnh",
    shortName: "Đảng ủy UBND tỉnh",
    kind: "party_committee",
    aliases: [],
  },
  {
    name: "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh",
    shortName: "UBMTTQVN tỉnh",
    kind: "front",
    aliases: ["UBMTTQ Việt Nam tỉnh"],
  },
  {
    name: "Tổ công tác triển khai Đề án 06 tỉnh",
    shortName: "Tổ công tác Đề án 06",
    kind: "working_group",
    aliases: [],
  },
  { name: "Các sở, ban, ngành", shortName: "Các sở, ban, ngành", kind: "other", aliases: [] },
  {
    name: "Ủy ban nhân dân các xã, phường",
    shortName: "UBND các xã, phường",
    kind: "other",
    aliases: ["UBND cấp xã"],
  },
];

const communes = [
  ...["Buôn Ma Thuột", "Tân Lập", "Ea Kao", "Buôn Hồ", "Tuy Hòa", "Sông Cầu"].map((name) =>
    commune("phường", name),
  ),
  ...["Ea Kar", "Krông Pắc", "Ea Súp", "Cư M'gar", "Krông Năng", "Sơn Hòa"].map((name) =>
    commune("xã", name),
  ),
];

/** Every agency that the sample appendices name; add them before importing the samples. */
export const sampleOrganisations: SampleOrganisation[] = [...departments, ...others, ...communes];

/** Short names of those that lead tasks, in the order in which the samples use them. */
export const sampleLeads: string[] = [...departments, ...others.slice(0, 4), ...communes].map(
  ({ shortName }) => shortName,
);

function department(field: string, shortName: string, aliases: string[] = []): SampleOrganisation {
  return { name: `Sở ${field}`, shortName, kind: "department", aliases };
}

function commune(kind: "xã" | "phường", name: string): SampleOrganisation {
  return {
    name: `Ủy ban nhân dân ${kind} ${name}`,
    shortName: `UBND ${kind} ${name}`,
    kind: "commune",
    aliases: [],
  };
}
