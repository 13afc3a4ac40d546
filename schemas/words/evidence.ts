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
    vi: "Tên của tệp {path} có ký tự ẩn (xuống dòng, đảo chiều chữ…) nên không dùng được. Cách sửa: đổi tên tệp.",
    en: "The name of {path} holds hidden characters (a line break, a turn of direction …) and cannot be used. Fix: rename the file.",
  },
  "evidence.long_name": {
    vi: "Tên của tệp {path} dài {length} ký tự (tối đa 255). Cách sửa: đổi tên tệp cho ngắn hơn.",
    en: "The name of {path} has {length} characters (at most 255). Fix: give the file a shorter name.",
  },
  "evidence.not_what_it_says": {
    vi: "Tệp “{name}” mang đuôi của {claimed} nhưng nội dung không phải {claimed}. Cách sửa: mở thử tệp, lấy lại bản đúng; không đổi đuôi tên để tệp qua được.",
    en: "The file “{name}” is named as {claimed}, but its content is no {claimed}. Fix: try to open it and get the right copy; do not rename a file to get it through.",
  },
  "evidence.is_something_else": {
    vi: "Tệp “{name}” mang đuôi của {claimed} nhưng nội dung là {read}. Cách sửa: đặt lại đúng đuôi tên, hoặc xuất tệp ra đúng loại {claimed}.",
    en: "The file “{name}” is named as {claimed}, but its content is {read}. Fix: give it its true ending, or export it as {claimed}.",
  },
  "evidence.damaged_archive": {
    vi: "Không đọc được mục lục bên trong tệp “{name}”: tệp hỏng hoặc tải thiếu. Cách sửa: mở thử tệp, tải hoặc xuất lại.",
    en: "The directory inside “{name}” cannot be read: the file is damaged or incomplete. Fix: try to open it, download or export it again.",
  },
  "evidence.inflates": {
    vi: "Tệp “{name}” ({size} byte) sẽ phình thành khoảng {megabytes} MB với {entries} mục khi mở: giống tệp phá hoại, không mở và không nhận. Cách sửa: lấy lại bản gốc từ nơi ban hành.",
    en: "The file “{name}” ({size} bytes) would swell to about {megabytes} MB in {entries} entries when opened: it looks made to do harm, and was neither opened nor kept. Fix: get the original from its issuer.",
  },
  "evidence.infected": {
    vi: "Tệp “{name}” nhiễm mã độc {signature} theo chương trình quét virus, nên không nhận vào kho. Cách sửa: không mở tệp này, báo người phụ trách máy tính; lấy bản sạch từ nơi ban hành rồi thêm lại. Nếu là báo nhầm, cập nhật mẫu virus rồi thêm lại.",
    en: "The virus scanner found {signature} in the file “{name}”, so it was not kept. Fix: do not open it, tell whoever looks after the computers, get a clean copy from its issuer and add that. If it is a false alarm, update the scanner's signatures and add it again.",
  },
  "evidence.beyond_scanner": {
    vi: "Chương trình quét virus tại {scanner} không quét hết được tệp “{name}” ({why}), nên không nhận vào kho. Cách sửa: trong clamd.conf, tăng cả StreamMaxLength, MaxFileSize và MaxScanSize cho lớn hơn tệp, khởi động lại clamd rồi thêm lại tệp.",
    en: "The virus scanner at {scanner} did not look at all of the file “{name}” ({why}), so it was not kept. Fix: in clamd.conf raise StreamMaxLength, MaxFileSize and MaxScanSize together above the file's size, restart clamd, and add the file again.",
  },
  "evidence.scanner_away": {
    vi: "Không hỏi được chương trình quét virus tại {scanner} ({why}), nên tệp “{name}” không được nhận vào kho. Cách sửa: khởi động clamd, kiểm tra evidence.scanner trong tệp cấu hình (thử bằng dongbo doctor), rồi thêm lại tệp.",
    en: "The virus scanner at {scanner} could not be asked ({why}), so the file “{name}” was not kept. Fix: start clamd, check evidence.scanner in the configuration file (dongbo doctor tries it), then add the file again.",
  },
  "evidence.no_scanner": {
    vi: "Không hỏi được chương trình quét virus tại {scanner} ({why}). Cách sửa: khởi động clamd, hoặc sửa evidence.scanner trong tệp cấu hình. Cho tới lúc đó không tệp nào được nhận vào kho hay gửi đi.",
    en: "The virus scanner at {scanner} cannot be asked ({why}). Fix: start clamd, or correct evidence.scanner in the configuration file. Until then no file is kept or sent.",
  },
  "evidence.bad_day": {
    vi: "Nhiệm vụ {code}: ngày văn bản “{read}” không có thật. Cách sửa: ghi theo dạng năm-tháng-ngày, ví dụ 2025-12-31.",
    en: "Task {code}: the document date “{read}” does not exist. Fix: write year-month-day, for example 2025-12-31.",
  },
  "evidence.bad_text": {
    vi: "Nhiệm vụ {code}: “{read}” có ký tự hỏng. Cách sửa: nhập lại.",
    en: "Task {code}: “{read}” holds broken characters. Fix: type it again.",
  },
  "evidence.bad_link": {
    vi: "Nhiệm vụ {code}: “{read}” không phải địa chỉ trang. Cách sửa: ghi đầy đủ, bắt đầu bằng https://.",
    en: "Task {code}: “{read}” is no web address. Fix: write it in full, beginning with https://.",
  },
  "evidence.bad_classification": {
    vi: "Nhiệm vụ {code}: không có độ mật “{read}”. Cách sửa: dùng một trong các từ normal, restricted, mat, toi_mat, tuyet_mat.",
    en: "Task {code}: there is no classification “{read}”. Fix: use one of normal, restricted, mat, toi_mat, tuyet_mat.",
  },
  "evidence.looks_secret": {
    vi: "Tệp “{name}” có chữ “{marks}” ở tên hoặc trang đầu: chưa gửi cho tới khi có người xác định độ mật. Cách làm: dongbo evidence classify {code} {sha256} normal (hoặc mat, toi_mat, tuyet_mat) --reason …",
    en: "The file “{name}” bears “{marks}” in its name or on its first page: it stays here until a person says how secret it is, with: dongbo evidence classify {code} {sha256} normal (or mat, toi_mat, tuyet_mat) --reason …",
  },
  "evidence.laxer": {
    vi: "Nhiệm vụ {code}: tệp {sha256} đang có độ mật “{level}”, thêm lại không hạ được. Cách làm: dongbo evidence classify {code} {sha256} normal --reason …",
    en: "Task {code}: the file {sha256} is marked “{level}”, which adding it again cannot lower. Use: dongbo evidence classify {code} {sha256} normal --reason …",
  },
  "evidence.unknown_file": {
    vi: "Nhiệm vụ {code} không có minh chứng “{file}”. Cách sửa: xem tên và mã tệp bằng lệnh dongbo evidence list {code}.",
    en: "Task {code} has no evidence “{file}”. Fix: look its name or hash up with dongbo evidence list {code}.",
  },
  "evidence.ambiguous_file": {
    vi: "Nhiệm vụ {code} có nhiều minh chứng khớp với “{file}”: {hashes}. Cách sửa: dùng mã tệp.",
    en: "Task {code} has several files that fit “{file}”: {hashes}. Fix: name one by its hash.",
  },
  "evidence.no_reason": {
    vi: "Nhiệm vụ {code}: chưa ghi lý do. Cách sửa: thêm --reason.",
    en: "Task {code}: the reason is missing. Fix: add --reason.",
  },
  "evidence.classified_because": {
    vi: "Xác định độ mật: {reason}",
    en: "Classified: {reason}",
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
  "evidence.waived_already": {
    vi: "Nhiệm vụ {code} đã được {who} cho miễn. Cách sửa: muốn rút lại, thêm --withdraw.",
    en: "Task {code} was waived by {who} already. Fix: to take that back, add --withdraw.",
  },
  "evidence.not_waived": {
    vi: "Nhiệm vụ {code} không có việc miễn nào để rút lại. Cách sửa: xem bằng dongbo evidence list {code}.",
    en: "Task {code} has no waiver to take back. Fix: look with dongbo evidence list {code}.",
  },
  "evidence.waiver_granted": { vi: "Miễn minh chứng: {reason}", en: "Proofs waived: {reason}" },
  "evidence.waiver_withdrawn": {
    vi: "Rút lại việc miễn minh chứng: {reason}",
    en: "Waiver taken back: {reason}",
  },
  "proof.decision": { vi: "quyết định có số và ngày", en: "a decision with number and date" },
  "proof.signed_pdf": { vi: "tệp PDF có chữ ký số", en: "a signed PDF" },
  "proof.minutes": { vi: "biên bản", en: "minutes" },
  "proof.link": { vi: "địa chỉ nơi văn bản được đăng", en: "the address of a publication" },
  "classification.normal": { vi: "thường", en: "normal" },
  "classification.restricted": { vi: "hạn chế", en: "restricted" },
  "classification.mat": { vi: "mật", en: "secret (mật)" },
  "classification.toi_mat": { vi: "tối mật", en: "top secret (tối mật)" },
  "classification.tuyet_mat": { vi: "tuyệt mật", en: "most secret (tuyệt mật)" },
  "classification.unknown": { vi: "chưa rõ", en: "unknown" },
  "signed.yes": { vi: "có (chưa xác minh)", en: "present (not verified)" },
  "signed.no": { vi: "không", en: "none" },
  "signed.unknown": { vi: "không rõ", en: "unknown" },
  "first_page.read": { vi: "đã đọc", en: "read" },
  "first_page.no_text": { vi: "bản quét, không có chữ để đọc", en: "a scan, no text to read" },
  "first_page.unread": { vi: "không đọc được", en: "cannot be read" },
  "first_page.asks": { vi: "chờ xác định: {marks}", en: "to be settled: {marks}" },
  "document_kind.decision": { vi: "Quyết định", en: "Decision" },
  "document_kind.minutes": { vi: "Biên bản", en: "Minutes" },
  "document_kind.report": { vi: "Báo cáo", en: "Report" },
  "document_kind.other": { vi: "Khác", en: "Other" },
} as const;
