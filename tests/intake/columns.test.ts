import { expect, test } from "vitest";
import { columnNamed } from "../../src/intake/columns.ts";

test.each([
  ["STT", "item"],
  ["Số TT", "item"],
  ["Mã nhiệm vụ", "code"],
  ["Mã NV", "code"],
  ["Nội dung nhiệm vụ", "title"],
  ["Nhiệm vụ", "title"],
  ["NỘI DUNG CÔNG VIỆC", "title"],
  ["Tên nhiệm vụ/dự án", "title"],
  ["Nhiệm vụ, giải pháp", "title"],
  ["Cơ quan chủ trì", "lead"],
  ["Cơ quan, đơn vị\nchủ trì thực hiện", "lead"],
  ["Đơn vị chủ trì", "lead"],
  ["Chủ trì", "lead"],
  ["Cơ quan phối hợp", "cooperating"],
  ["Đơn vị phối hợp thực hiện", "cooperating"],
  ["Thời hạn", "dueOn"],
  ["Thời hạn hoàn thành", "dueOn"],
  ["Thời gian thực hiện", "dueOn"],
  ["Thời gian hoàn thành (ngày/tháng/năm)", "dueOn"],
  ["Hạn nội bộ", "internalDueOn"],
  ["Thời hạn nội bộ", "internalDueOn"],
  ["Sản phẩm", "deliverable"],
  ["Sản phẩm đầu ra", "deliverable"],
  ["Kết quả đầu ra", "deliverable"],
  ["Văn bản giao", "document"],
  ["Văn bản giao nhiệm vụ", "document"],
  ["Căn cứ", "document"],
  ["Độ mật", "classification"],
  ["Loại", "kind"],
  ["Nghị quyết", "programme"],
  ["Ghi chú", "notTaken"],
  ["Tiến độ", "notTaken"],
  ["Tiến độ (%)", "notTaken"],
  ["Kết quả thực hiện", "notTaken"],
  ["Kính gửi", null],
  ["", null],
])("the header %j is %s", (header, key) => {
  expect(columnNamed(header)).toBe(key);
  expect(columnNamed(header.normalize("NFD"))).toBe(key);
});
