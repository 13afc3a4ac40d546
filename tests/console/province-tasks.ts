// The tasks of a made-up province, as its letters word them: who leads what, under which programme, due when.
import type { OrganisationKind } from "../../schemas/organisation.ts";

export const units: readonly { name: string; shortName: string; kind: OrganisationKind }[] = [
  { name: "Sở Khoa học và Công nghệ", shortName: "Sở KH&CN", kind: "department" },
  { name: "Sở Nội vụ", shortName: "Sở Nội vụ", kind: "department" },
  { name: "Sở Tài chính", shortName: "Sở Tài chính", kind: "department" },
  { name: "Sở Y tế", shortName: "Sở Y tế", kind: "department" },
  { name: "Công an tỉnh", shortName: "Công an tỉnh", kind: "police" },
  {
    name: "Văn phòng Ủy ban nhân dân tỉnh",
    shortName: "VP UBND tỉnh",
    kind: "other",
  },
  { name: "Ủy ban nhân dân phường Trấn Biên", shortName: "UBND P. Trấn Biên", kind: "commune" },
];

export interface ProvinceTask {
  title: string;
  /** The place of its unit among `units`. */
  unit: number;
  programme: "57-NQ/TW" | "71/NQ-CP" | "ĐA06";
  /** Days from today; negative: late. */
  dueIn: number;
}

const resolution = "57-NQ/TW";
const government = "71/NQ-CP";
const identity = "ĐA06";

export const tasks: readonly ProvinceTask[] = [
  {
    title: "Xây dựng Kế hoạch của Ban Chỉ đạo tỉnh thực hiện Nghị quyết số 57-NQ/TW giai đoạn 2026–2030",
    unit: 0,
    programme: resolution,
    dueIn: 40,
  },
  {
    title: "Rà soát, cắt giảm tối thiểu 30% thời gian giải quyết thủ tục hành chính thuộc phạm vi quản lý",
    unit: 1,
    programme: government,
    dueIn: 25,
  },
  {
    title: "Hoàn thành số hóa hồ sơ, kết quả giải quyết thủ tục hành chính còn hiệu lực tại cấp xã",
    unit: 6,
    programme: identity,
    dueIn: 25,
  },
  {
    title:
      "Bố trí tối thiểu 3% chi ngân sách địa phương cho khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số",
    unit: 2,
    programme: resolution,
    dueIn: 31,
  },
  {
    title:
      "Kết nối hệ thống thông tin giải quyết thủ tục hành chính của tỉnh với Cơ sở dữ liệu quốc gia về dân cư",
    unit: 4,
    programme: identity,
    dueIn: 60,
  },
  {
    title: "Triển khai hồ sơ sức khỏe điện tử, tích hợp trên ứng dụng VNeID cho 80% dân số của tỉnh",
    unit: 3,
    programme: identity,
    dueIn: 45,
  },
  {
    title: "Ban hành Quy chế quản lý, khai thác và chia sẻ dữ liệu dùng chung của tỉnh",
    unit: 0,
    programme: government,
    dueIn: 14,
  },
  {
    title: "Báo cáo kết quả phổ cập kỹ năng số cho cán bộ, công chức, viên chức và người lao động",
    unit: 1,
    programme: resolution,
    dueIn: 14,
  },
  {
    title: "Lắp đặt, nâng cấp hạ tầng mạng truyền số liệu chuyên dùng đến 100% xã, phường",
    unit: 0,
    programme: government,
    dueIn: 90,
  },
  {
    title: "Cấp chứng thư số cá nhân miễn phí cho người dân trên địa bàn phường",
    unit: 6,
    programme: resolution,
    dueIn: 75,
  },
  {
    title: "Thí điểm trợ lý ảo hỗ trợ công chức trả lời kiến nghị của cử tri",
    unit: 5,
    programme: resolution,
    dueIn: 120,
  },
  {
    title: "Phòng họp không giấy cho các kỳ họp của Hội đồng nhân dân tỉnh",
    unit: 5,
    programme: government,
    dueIn: -12,
  },
  {
    title: "Bảo đảm an toàn hệ thống thông tin theo cấp độ đối với các hệ thống đang vận hành",
    unit: 4,
    programme: government,
    dueIn: -5,
  },
  {
    title: "Đấu thầu mua sắm tập trung thiết bị phục vụ chuyển đổi số của các cơ quan, đơn vị",
    unit: 2,
    programme: government,
    dueIn: 55,
  },
  {
    title: "Bệnh viện tuyến tỉnh triển khai bệnh án điện tử thay thế bệnh án giấy",
    unit: 3,
    programme: government,
    dueIn: 30,
  },
  {
    title: "Đào tạo, bồi dưỡng 500 cán bộ nòng cốt về trí tuệ nhân tạo và dữ liệu lớn",
    unit: 1,
    programme: resolution,
    dueIn: 150,
  },
  {
    title: "Xây dựng cơ sở dữ liệu chuyên ngành về khoa học và công nghệ của tỉnh",
    unit: 0,
    programme: resolution,
    dueIn: 200,
  },
  {
    title: "Thanh toán không dùng tiền mặt đối với phí, lệ phí tại Bộ phận Một cửa cấp xã",
    unit: 6,
    programme: identity,
    dueIn: 20,
  },
  {
    title: "Làm sạch dữ liệu đất đai, dân cư, hộ tịch theo Kế hoạch số 12/KH-UBND",
    unit: 4,
    programme: identity,
    dueIn: 35,
  },
  {
    title: "Xây dựng cơ chế thu hút chuyên gia, nhà khoa học về làm việc tại tỉnh",
    unit: 1,
    programme: resolution,
    dueIn: 100,
  },
  {
    title: "Quyết toán kinh phí thực hiện các nhiệm vụ khoa học và công nghệ năm trước",
    unit: 2,
    programme: resolution,
    dueIn: 28,
  },
  {
    title: "Kết nối, liên thông đơn thuốc điện tử của 100% cơ sở khám bệnh, chữa bệnh",
    unit: 3,
    programme: identity,
    dueIn: 65,
  },
  { title: "Tổ chức Ngày hội Đổi mới sáng tạo, khởi nghiệp tỉnh", unit: 0, programme: resolution, dueIn: 80 },
  {
    title: "Công khai kết quả giải quyết thủ tục hành chính trên Cổng dịch vụ công quốc gia",
    unit: 1,
    programme: government,
    dueIn: 50,
  },
];

/** "NQ57-07" and so on, by programme and place. */
export function codeAt(place: number): string {
  const programme = tasks[place]?.programme;
  const series = programme === resolution ? "NQ57" : programme === government ? "NQ71" : "DA06";
  return `${series}-${String(place + 1).padStart(2, "0")}`;
}
