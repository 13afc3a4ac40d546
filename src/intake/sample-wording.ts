// Phrases from which the sample tasks are made: fields of work, what is done, to what, and with which result. Invented
// after the kind of task that programmes of science, digital transformation and Đề án 06 give; no person is named.

export interface Field {
  heading: string;
  actions: string[];
  objects: string[];
  deliverables: string[];
}

export const fields: Field[] = [
  {
    heading: "Hoàn thiện thể chế, chính sách",
    actions: [
      "Tham mưu ban hành",
      "Rà soát, sửa đổi, bổ sung",
      "Tổ chức lấy ý kiến, hoàn thiện dự thảo",
      "Trình phê duyệt",
    ],
    objects: [
      "Chương trình hành động thực hiện Nghị quyết số 57-NQ/TW",
      "kế hoạch chuyển đổi số năm 2026",
      "quy chế quản lý, vận hành và khai thác Trung tâm dữ liệu",
      "chính sách hỗ trợ doanh nghiệp đổi mới công nghệ",
      "danh mục dữ liệu dùng chung và dữ liệu mở",
      "quy định về kết nối, chia sẻ dữ liệu giữa các cơ quan nhà nước",
      "cơ chế thuê chuyên gia công nghệ số",
      "khung kiến trúc số cấp tỉnh",
      "bộ chỉ số đánh giá chuyển đổi số cấp xã",
      "quy chế bảo đảm an toàn thông tin mạng",
      "quy định định mức chi cho nhiệm vụ khoa học và công nghệ",
      "kế hoạch phát triển hệ sinh thái khởi nghiệp sáng tạo",
    ],
    deliverables: ["Quyết định của UBND tỉnh", "Nghị quyết của HĐND tỉnh", "Kế hoạch của UBND tỉnh"],
  },
  {
    heading: "Phát triển hạ tầng số",
    actions: [
      "Đầu tư, nâng cấp",
      "Triển khai, đưa vào sử dụng",
      "Kiểm tra, đánh giá an toàn thông tin đối với",
      "Mở rộng phạm vi sử dụng",
    ],
    objects: [
      "mạng truyền số liệu chuyên dùng đến cấp xã",
      "nền tảng tích hợp, chia sẻ dữ liệu (LGSP)",
      "Hệ thống thông tin giải quyết thủ tục hành chính",
      "hệ thống hội nghị truyền hình trực tuyến ba cấp",
      "Trung tâm giám sát, điều hành thông minh (IOC)",
      "hệ thống quản lý văn bản và điều hành",
      "hạ tầng điện toán đám mây dùng chung",
      "hệ thống giám sát an toàn thông tin (SOC)",
      "hệ thống camera giám sát giao thông đô thị",
      "trạm quan trắc môi trường tự động",
      "thiết bị đầu cuối cho trung tâm phục vụ hành chính công cấp xã",
      "mạng di động băng rộng tại các thôn, buôn vùng sâu",
    ],
    deliverables: ["Hệ thống được đưa vào vận hành", "Biên bản nghiệm thu", "Báo cáo kết quả triển khai"],
  },
  {
    heading: "Xây dựng, kết nối cơ sở dữ liệu",
    actions: ["Hoàn thành số hóa", "Làm sạch, đồng bộ", "Kết nối, chia sẻ", "Cập nhật thường xuyên, đầy đủ"],
    objects: [
      "cơ sở dữ liệu đất đai",
      "cơ sở dữ liệu hộ tịch điện tử",
      "cơ sở dữ liệu cán bộ, công chức, viên chức",
      "cơ sở dữ liệu ngành giáo dục",
      "dữ liệu hồ sơ sức khỏe điện tử",
      "dữ liệu an sinh xã hội và người có công",
      "cơ sở dữ liệu quy hoạch, xây dựng",
      "dữ liệu vùng trồng và truy xuất nguồn gốc nông sản",
      "dữ liệu di sản văn hóa và điểm du lịch",
      "kết quả giải quyết thủ tục hành chính còn hiệu lực",
      "dữ liệu hộ kinh doanh và doanh nghiệp",
      "cơ sở dữ liệu nhiệm vụ khoa học và công nghệ",
    ],
    deliverables: [
      "Cơ sở dữ liệu được kết nối với trục dữ liệu",
      "Báo cáo đối soát dữ liệu",
      "Bộ dữ liệu đạt chuẩn",
    ],
  },
  {
    heading: "Cải cách hành chính, dịch vụ công trực tuyến",
    actions: [
      "Cắt giảm, đơn giản hóa",
      "Tái cấu trúc quy trình điện tử",
      "Cung cấp trực tuyến toàn trình",
      "Chuẩn hóa, công khai",
    ],
    objects: [
      "thủ tục hành chính lĩnh vực đất đai",
      "thủ tục hành chính lĩnh vực hộ tịch, chứng thực",
      "thủ tục hành chính lĩnh vực đầu tư",
      "thủ tục hành chính lĩnh vực xây dựng",
      "thủ tục hành chính lĩnh vực giáo dục",
      "thủ tục hành chính lĩnh vực y tế",
      "thủ tục hành chính lĩnh vực lao động, việc làm",
      "thủ tục hành chính lĩnh vực đăng ký doanh nghiệp",
      "thủ tục hành chính lĩnh vực nông nghiệp, môi trường",
      "thủ tục hành chính lĩnh vực văn hóa, du lịch",
      "thủ tục hành chính lĩnh vực khoa học và công nghệ",
      "thủ tục hành chính lĩnh vực bảo trợ xã hội",
    ],
    deliverables: ["Quyết định công bố danh mục", "Tỷ lệ hồ sơ trực tuyến đạt từ 80%", "Báo cáo kết quả"],
  },
  {
    heading: "Triển khai Đề án 06",
    actions: [
      "Đẩy mạnh",
      "Tổ chức cao điểm",
      "Kiểm tra, đánh giá kết quả",
      "Tuyên truyền, hướng dẫn người dân",
    ],
    objects: [
      "cấp, kích hoạt tài khoản định danh điện tử",
      "tích hợp giấy tờ vào ứng dụng định danh quốc gia",
      "thanh toán không dùng tiền mặt trong trường học",
      "thanh toán không dùng tiền mặt tại cơ sở khám chữa bệnh",
      "chi trả an sinh xã hội qua tài khoản",
      "khám chữa bệnh bằng căn cước gắn chip",
      "khai báo lưu trú trực tuyến",
      "nộp hồ sơ dịch vụ công thiết yếu trực tuyến",
      "số hóa dữ liệu hội viên các tổ chức hội, đoàn thể",
      "xác thực thông tin thuê bao và tài khoản ngân hàng",
      "liên thông khai sinh, khai tử",
      "ứng dụng dữ liệu dân cư phục vụ quản lý hộ nghèo",
    ],
    deliverables: [
      "Báo cáo kết quả thực hiện mô hình",
      "Tỷ lệ đạt theo chỉ tiêu được giao",
      "Kế hoạch cao điểm",
    ],
  },
  {
    heading: "Khoa học, công nghệ và đổi mới sáng tạo",
    actions: ["Triển khai", "Nghiệm thu, chuyển giao", "Nhân rộng", "Bố trí kinh phí thực hiện"],
    objects: [
      "đề tài ứng dụng công nghệ sinh học trong canh tác cà phê",
      "mô hình nông nghiệp thông minh trên cây sầu riêng",
      "dự án truy xuất nguồn gốc sản phẩm OCOP",
      "mô hình hợp tác ba nhà về công nghệ chế biến nông sản",
      "chương trình ươm tạo doanh nghiệp khởi nghiệp sáng tạo",
      "đề tài dự báo lũ và hạn theo lưu vực sông",
      "mô hình ứng dụng trí tuệ nhân tạo trong hành chính công",
      "dự án bảo hộ chỉ dẫn địa lý cho nông sản chủ lực",
      "nhiệm vụ khảo nghiệm giống cây trồng chịu hạn",
      "mô hình năng lượng tái tạo quy mô hộ gia đình",
      "đề tài bảo tồn tri thức bản địa các dân tộc",
      "mô hình phòng thí nghiệm mở cho học sinh phổ thông",
    ],
    deliverables: [
      "Biên bản nghiệm thu nhiệm vụ",
      "Mô hình được đưa vào ứng dụng",
      "Quyết định phê duyệt kinh phí",
    ],
  },
  {
    heading: "Phát triển nhân lực và kỹ năng số",
    actions: ["Tổ chức", "Xây dựng tài liệu cho", "Đánh giá chất lượng", "Lập kế hoạch năm 2026 về"],
    objects: [
      "lớp bồi dưỡng kỹ năng số cho cán bộ, công chức cấp xã",
      "phong trào “Bình dân học vụ số”",
      "lớp tập huấn an toàn thông tin cho người quản trị hệ thống",
      "chương trình giáo dục STEM trong trường phổ thông",
      "hoạt động của tổ công nghệ số cộng đồng",
      "lớp tập huấn sử dụng trí tuệ nhân tạo trong công việc",
      "khóa đào tạo thương mại điện tử cho hợp tác xã",
      "hội thi tìm hiểu cải cách hành chính và chuyển đổi số",
      "chương trình thu hút chuyên gia công nghệ",
      "lớp bồi dưỡng quản lý dữ liệu cho lãnh đạo các đơn vị",
      "hội thảo chia sẻ kinh nghiệm chuyển đổi số cấp xã",
      "chương trình hỗ trợ kỹ năng số cho người cao tuổi",
    ],
    deliverables: ["Ít nhất 02 lớp được tổ chức", "Báo cáo kết quả", "Tài liệu được phát hành"],
  },
];

/** Deadlines up to 31/12/2025 in the wordings that real appendices mix; a Date is a real date cell. */
export const dueByYearEnd: (string | number | Date)[] = [
  new Date(Date.UTC(2025, 11, 31)),
  "31/12/2025",
  "Trước ngày 25/12/2025",
  "Tháng 12/2025",
  "20-12-2025",
  "Quý IV/2025",
  "Trước 31/12/2025",
  46022,
  "Tháng 12 năm 2025",
  "Đến hết 31/12/2025",
  "Năm 2025",
  new Date(Date.UTC(2025, 11, 15)),
];

/** Later deadlines, and none at all. */
export const dueLater: (string | number | Date)[] = [
  "Quý I/2026",
  "30/6/2026",
  new Date(Date.UTC(2026, 2, 31)),
  "Quý 2 năm 2026",
  "Thường xuyên",
  "Tháng 3/2026",
  "Trước ngày 15/01/2026",
  "Năm 2026",
  "Hằng năm",
  "Đến hết 30/9/2026",
  "",
];
