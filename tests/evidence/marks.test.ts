import { describe, expect, it } from "vitest";
import { marksInName, marksOnPage } from "../../src/evidence/marks.ts";

describe("a mark of secrecy in a name", () => {
  it.each([
    ["Báo cáo MẬT.pdf", ["MẬT"]],
    ["Tối mật - kế hoạch.pdf", ["TỐI MẬT"]],
    ["kế_hoạch_tuyệt_mật.pdf", ["TUYỆT MẬT"]],
    ["CV TOI MAT 12.pdf", ["MAT"]],
    ["Bí mật công tác.pdf", ["MẬT"]],
    ["Bảo mật - MẬT.pdf", ["MẬT"]],
    ["Công văn lưu hành nội bộ.pdf", ["LƯU HÀNH NỘI BỘ"]],
    ["HỎA TỐC - công văn 12.pdf", []],
    ["Kế hoạch bảo mật hệ thống.pdf", []],
    ["Luật Bảo vệ bí mật nhà nước.pdf", []],
    ["Mặt trận Tổ quốc - mất điện - mat bang.pdf", []],
  ])("%s: %j", (name, marks) => {
    expect(marksInName(name)).toEqual(marks);
    expect(marksInName(name.normalize("NFD"))).toEqual(marks);
  });
});

describe("a mark of secrecy on a first page", () => {
  it.each([
    ["ỦY BAN NHÂN DÂN TỈNH\nMẬT\nSố: 12/BC-UBND", ["MẬT"]],
    ["Số: 12\n(Mật)\nKính gửi", ["MẬT"]],
    ["M Ậ T\nV/v triển khai", ["MẬT"]],
    ["TỐI MẬT", ["TỐI MẬT"]],
    ["Độ mật: ", ["ĐỘ MẬT"]],
    ["HỎA TỐC\nKính gửi", []],
    ["Tăng cường an toàn, bảo mật thông tin", []],
    ["Về việc giữ bí mật đời tư, mật độ dân số", []],
    ["QUY CHẾ BẢO VỆ BÍ MẬT NHÀ NƯỚC", []],
    ["", []],
  ])("%j: %j", (page, marks) => {
    expect(marksOnPage(page)).toEqual(marks);
    expect(marksOnPage(page.normalize("NFD"))).toEqual(marks);
  });
});
