// What the room evidence says to users.
export const evidenceWords = {
  "evidence.unknown_task": {
    vi: "Sổ không có nhiệm vụ mang mã “{code}”. Cách sửa: xem lại mã bằng lệnh dongbo task list.",
    en: "The register has no task with code “{code}”. Fix: look the code up with dongbo task list.",
  },
  "evidence.no_such_file": {
    vi: "Không tìm thấy tệp {path}. Cách sửa: kiểm tra lại đường dẫn và tên tệp.",
    en: "There is no file {path}. Fix: check the path and the name.",
  },
  "evidence.not_a_file": {
    vi: "{path} không phải là một tệp. Cách sửa: chọn một tệp, không chọn thư mục.",
    en: "{path} is not a file. Fix: choose a file, not a folder.",
  },
  "evidence.not_readable": {
    vi: "Không đọc được tệp {path}. Cách sửa: kiểm tra quyền đọc tệp và thư mục chứa tệp.",
    en: "The file {path} cannot be read. Fix: check the rights on the file and its folder.",
  },
  "evidence.empty_file": {
    vi: "Tệp {path} rỗng (0 byte), không chứng minh được gì. Cách sửa: tải hoặc quét lại tệp.",
    en: "The file {path} is empty (0 bytes) and proves nothing. Fix: download or scan it again.",
  },
  "evidence.bad_name": {
    vi: "Tên của tệp {path} không dùng được (tối đa 255 ký tự). Cách sửa: đổi tên tệp cho ngắn hơn.",
    en: "The name of {path} cannot be used (at most 255 characters). Fix: give the file a shorter name.",
  },
  "evidence.bad_day": {
    vi: "Nhiệm vụ {code}: ngày văn bản “{read}” không có thật. Cách sửa: ghi theo dạng năm-tháng-ngày, ví dụ 2025-12-31.",
    en: "Task {code}: the document date “{read}” does not exist. Fix: write year-month-day, for example 2025-12-31.",
  },
  "evidence.bad_number": {
    vi: "Nhiệm vụ {code}: số văn bản “{read}” có ký tự hỏng. Cách sửa: nhập lại số văn bản.",
    en: "Task {code}: the document number “{read}” holds broken characters. Fix: type it again.",
  },
  "evidence.bad_classification": {
    vi: "Nhiệm vụ {code}: không có độ mật “{read}”. Cách sửa: dùng một trong các từ normal, restricted, mat, toi_mat, tuyet_mat.",
    en: "Task {code}: there is no classification “{read}”. Fix: use one of normal, restricted, mat, toi_mat, tuyet_mat.",
  },
  "evidence.looks_secret": {
    vi: "Tên tệp “{name}” có chữ “mật” nhưng tệp được ghi là không mật. Cách sửa: nếu là tài liệu mật, thêm lại tệp với đúng độ mật trước khi gửi.",
    en: "The file name “{name}” holds the word “mật” (secret) but the file is marked normal. Fix: if it is secret, add it again with its classification before sending.",
  },
  "evidence.missing": {
    vi: "Kho minh chứng không còn tệp {sha256}. Cách sửa: chạy dongbo evidence verify rồi thêm lại tệp gốc.",
    en: "The evidence store no longer has the file {sha256}. Fix: run dongbo evidence verify and add the original again.",
  },
  "evidence.damaged": {
    vi: "Tệp {sha256} trong kho minh chứng đã bị hỏng hoặc bị sửa nên không được gửi. Cách sửa: chạy dongbo evidence verify rồi thêm lại tệp gốc.",
    en: "The file {sha256} in the evidence store was damaged or changed and is not sent. Fix: run dongbo evidence verify and add the original again.",
  },
  "evidence.no_bucket": {
    vi: "Kho S3 {endpoint} không có ngăn chứa “{bucket}”. Cách sửa: nhờ người quản trị kho tạo ngăn chứa, hoặc sửa evidence.s3.bucket trong tệp cấu hình.",
    en: "The S3 store {endpoint} has no bucket “{bucket}”. Fix: have the store's administrator make it, or correct evidence.s3.bucket in the configuration file.",
  },
  "evidence.bucket_refused": {
    vi: "Kho S3 {endpoint} không cho vào ngăn chứa “{bucket}” ({why}). Cách sửa: kiểm tra DONGBO_S3_ACCESS_KEY, DONGBO_S3_SECRET_KEY, evidence.s3.region và quyền đọc, ghi của khóa này.",
    en: "The S3 store {endpoint} does not let us into the bucket “{bucket}” ({why}). Fix: check DONGBO_S3_ACCESS_KEY, DONGBO_S3_SECRET_KEY, evidence.s3.region and the key's rights to read and write.",
  },
  "evidence.bucket_unreachable": {
    vi: "Kho S3 {endpoint} (ngăn chứa “{bucket}”) không làm xong việc được yêu cầu ({why}). Cách sửa: kiểm tra mạng, chứng thư và máy chủ của kho rồi chạy lại.",
    en: "The S3 store {endpoint} (bucket “{bucket}”) did not finish what was asked ({why}). Fix: check the network, the certificate and the store's server, then run it again.",
  },
  "evidence.bucket_kept_less": {
    vi: "Kho S3 {endpoint} (ngăn chứa “{bucket}”) báo đã nhận tệp {sha256} nhưng không giữ đủ. Cách sửa: thêm lại tệp; nếu vẫn vậy, báo người quản trị kho.",
    en: "The S3 store {endpoint} (bucket “{bucket}”) said it took the file {sha256} but did not keep all of it. Fix: add the file again; if it stays so, tell the store's administrator.",
  },
  "evidence.ca_unreadable": {
    vi: "Không đọc được tệp chứng thư {file} của kho S3: {why}. Cách sửa: kiểm tra evidence.s3.caFile trong tệp cấu hình.",
    en: "The certificate file {file} of the S3 store cannot be read: {why}. Fix: check evidence.s3.caFile in the configuration file.",
  },
  "evidence.file_missing": {
    vi: "Thiếu tệp “{name}” ({sha256}) của nhiệm vụ {codes}. Cách sửa: thêm lại tệp gốc bằng dongbo evidence add.",
    en: "The file “{name}” ({sha256}) of task {codes} is missing. Fix: add the original again with dongbo evidence add.",
  },
  "evidence.file_changed": {
    vi: "Tệp “{name}” ({sha256}) của nhiệm vụ {codes} không còn nguyên vẹn. Cách sửa: thêm lại tệp gốc bằng dongbo evidence add.",
    en: "The file “{name}” ({sha256}) of task {codes} is no longer what was added. Fix: add the original again with dongbo evidence add.",
  },
  "evidence.copy_missing": {
    vi: "{portal} không còn giữ tệp “{name}” của nhiệm vụ {code}. Cách sửa: chạy dongbo evidence verify --heal để gửi lại.",
    en: "{portal} no longer has the file “{name}” of task {code}. Fix: run dongbo evidence verify --heal to send it again.",
  },
  "evidence.copy_changed": {
    vi: "Bản trên {portal} của tệp “{name}”, nhiệm vụ {code}, không còn nguyên vẹn. Cách sửa: chạy dongbo evidence verify --heal để gửi lại, và nhờ đơn vị quản lý cổng xóa bản hỏng.",
    en: "The copy at {portal} of the file “{name}” of task {code} is not whole any more. Fix: run dongbo evidence verify --heal to send it again, and have the broken copy removed there.",
  },
  "evidence.copy_renamed": {
    vi: "{portal} giữ nguyên vẹn tệp “{name}” của nhiệm vụ {code} nhưng đã đổi tên thành “{remoteName}”.",
    en: "{portal} has the file “{name}” of task {code} whole, under the name “{remoteName}”.",
  },
  "evidence.copy_unseen": {
    vi: "Không xem được tệp “{name}” của nhiệm vụ {code} trên {portal}: cổng không cho xem nhiệm vụ hoặc tệp này. Cách sửa: kiểm tra nhiệm vụ trên cổng.",
    en: "The file “{name}” of task {code} cannot be seen at {portal}: it does not show this task or file. Fix: check the task at the portal.",
  },
  "evidence.copy_restored": {
    vi: "Đã lấy lại tệp “{name}” ({sha256}) từ {portal} vào kho minh chứng.",
    en: "The file “{name}” ({sha256}) was fetched back from {portal} into the evidence folder.",
  },
} as const;
