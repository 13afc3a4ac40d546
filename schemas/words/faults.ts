// What each simulated fault does, for whoever scripts it; names and parameters are in schemas/faults.ts.
export const faultWords = {
  "fault.lost-reply": {
    vi: "Cổng đã ghi nhận, nhưng kết nối đứt trước khi trả lời",
    en: "The portal has committed, and the connection breaks before a byte of the answer",
  },
  "fault.cut-reply": {
    vi: "Cổng đã ghi nhận, câu trả lời đứt sau bytes byte (mặc định: một nửa)",
    en: "Committed; the answer breaks off after so many bytes (half of it if not said)",
  },
  "fault.stalled-reply": {
    vi: "Cổng đã ghi nhận, gửi bytes byte rồi im lặng, kết nối vẫn mở",
    en: "Committed; so many bytes, then silence on an open connection",
  },
  "fault.never-arrives": {
    vi: "Kết nối đứt trước khi cổng nhận được yêu cầu",
    en: "The connection breaks before the portal has the request",
  },
  "fault.cut-request": {
    vi: "Cổng nhận bytes byte của yêu cầu rồi kết nối đứt (sau stallMs mili giây im lặng), không ghi gì",
    en: "So many bytes of the request arrive, then the connection breaks (after stallMs of silence); nothing is kept",
  },
  "fault.late-commit": {
    vi: "Kết nối đứt ngay, nhưng ms mili giây sau cổng vẫn ghi",
    en: "The connection breaks at once, the portal commits ms milliseconds later",
  },
  "fault.delivered-twice": {
    vi: "Mạng chuyển cùng một yêu cầu hai lần",
    en: "The network delivers the same request twice",
  },
  "fault.slow": {
    vi: "Cổng xử lý ngay, ms mili giây sau mới trả lời",
    en: "Handled at once, answered ms milliseconds later",
  },
  "fault.slow-drip": {
    vi: "Câu trả lời nhỏ giọt thành tám mảnh, cách nhau ms mili giây",
    en: "The answer drips in eight pieces, ms milliseconds apart",
  },
  "fault.half-open": {
    vi: "Kết nối mở nhưng không có byte nào trả về; với handled, cổng vẫn ghi",
    en: "The connection stays open without a byte; with handled the portal has committed",
  },
  "fault.too-many": {
    vi: "429: yêu cầu chậm lại, có hoặc không có Retry-After (giây, chữ, ngày với asDate; trang HTML với html)",
    en: "429 with or without Retry-After (seconds, text, a date with asDate; a proxy's page with html)",
  },
  "fault.burst": {
    vi: "429 khi có hơn requests yêu cầu trong ms mili giây",
    en: "429 once more than so many requests come within ms milliseconds",
  },
  "fault.unavailable": { vi: "503: hệ thống đang bảo trì", en: "503: down for maintenance" },
  "fault.server-error": {
    vi: "500, không ghi gì; lặp mãi (times) với một đường dẫn là lỗi vĩnh viễn của một nhiệm vụ",
    en: "500 and nothing kept; with many times on one path it is the permanent failure of one task",
  },
  "fault.server-error-after-commit": { vi: "500 sau khi đã ghi", en: "500 after the commit" },
  "fault.chokes-on": {
    vi: "500 vĩnh viễn khi nội dung gửi khớp pattern (biểu thức chính quy; mặc định: một ngày trong tháng 12)",
    en: "A permanent 500 when what is sent matches pattern (a regular expression; a day in December if not said)",
  },
  "fault.error-body": {
    vi: "Trả status với lời từ chối theo dạng shape: sentences, list, codes, message, columns, msg, success, empty, text, html",
    en: "Answers status with a refusal in the shape: sentences, list, codes, message, columns, msg, success, empty, text, html",
  },
  "fault.login-page": {
    vi: "Trang đăng nhập HTML kèm mã 200",
    en: "An HTML sign-in page with 200",
  },
  "fault.redirect-to-login": { vi: "302 đến trang đăng nhập", en: "302 to the sign-in page" },
  "fault.redirect-elsewhere": {
    vi: "Chuyển hướng (status) sang máy khác (to)",
    en: "A redirect (status) to another host (to)",
  },
  "fault.gateway-html": { vi: "502 bằng HTML của máy chủ trung gian", en: "502 in HTML, from a gateway" },
  "fault.clock-skew": {
    vi: "Đồng hồ của cổng lệch minutes phút: ngày giờ, từ trạng thái, hạn của phiên",
    en: "The portal's clock is off by so many minutes: dates, status words, ends of sessions",
  },
  "fault.nfd-text": {
    vi: "Mọi chữ trong câu trả lời là Unicode tổ hợp rời (NFD)",
    en: "All text in the answer is decomposed Unicode (NFD)",
  },
  "fault.task-gone": {
    vi: "Chủ cổng xóa nhiệm vụ (mã code; mặc định: nhiệm vụ đang được hỏi)",
    en: "The owner takes the task away (of this code; else the one asked for)",
  },
  "fault.task-renumbered": {
    vi: "Nhiệm vụ được đánh số lại: cùng nội dung, mã nội bộ mới",
    en: "The task is renumbered: the same content under another id",
  },
  "fault.task-merged": {
    vi: "Nhiệm vụ bị gộp vào nhiệm vụ khác (into)",
    en: "The task is merged into another one (into)",
  },
  "fault.task-split": { vi: "Nhiệm vụ bị tách làm hai", en: "The task is split in two" },
  "fault.task-reassigned": {
    vi: "Nhiệm vụ được giao cho cơ quan khác (to)",
    en: "The task is handed to another agency (to)",
  },
  "fault.token-expires": { vi: "Phiên làm việc hết hạn", en: "The session expires" },
  "fault.refresh-expires": { vi: "Mã gia hạn phiên cũng hết hạn", en: "The refresh token has run out, too" },
  "fault.refresh-reuse-kill": {
    vi: "Dùng mã gia hạn lần thứ hai thì mọi phiên của tài khoản bị hủy",
    en: "The second use of a refresh token ends every session of the account",
  },
  "fault.short-tokens": {
    vi: "Mã truy cập chỉ sống seconds giây",
    en: "Access tokens live so many seconds only",
  },
  "fault.forgets-tokens": {
    vi: "Cổng đổi khóa ký và quên mọi phiên",
    en: "The portal changed its key and knows no session any more",
  },
  "fault.csrf-expires": { vi: "Mã CSRF hết hạn", en: "The CSRF token has expired" },
  "fault.captcha": {
    vi: "Không nhận đăng nhập bằng mật khẩu: chỉ người đăng nhập được trên trình duyệt",
    en: "Takes no password: only a person can sign in, in a browser",
  },
  "fault.session-ends": {
    vi: "Kết thúc phiên của mọi người đã đăng nhập trên trình duyệt",
    en: "Ends the session of everybody who signed in in a browser",
  },
  "fault.echoes-cookie": {
    vi: "Từ chối và lặp lại cookie đã nhận trong câu trả lời",
    en: "Refuses, and repeats in its answer the cookie that it was sent",
  },
  "fault.forbidden": { vi: "403: tài khoản không được xem", en: "403: this account may not see it" },
  "fault.clamp-pages": {
    vi: "Trang bị cắt còn size dòng mà không báo",
    en: "Pages are cut to so many rows without a word",
  },
  "fault.page-limit": {
    vi: "400 khi hỏi trang dài hơn size dòng",
    en: "400 when a page of more than so many rows is asked for",
  },
  "fault.shifting-pages": {
    vi: "Nhiệm vụ xê dịch giữa các trang trong lúc đọc (với removes: một nhiệm vụ biến mất)",
    en: "Tasks move between pages while they are read (with removes one disappears)",
  },
  "fault.unstable-order": {
    vi: "Mỗi trang một thứ tự: có dòng hai lần, có dòng không lần nào",
    en: "Each page in another order: some rows twice, some never",
  },
  "fault.count-mismatch": {
    vi: "Tổng số lệch by so với các dòng",
    en: "The count differs from the rows by so many",
  },
  "fault.ids-differ": {
    vi: "Danh sách mã không khớp với các dòng",
    en: "The list of ids does not run parallel to the rows",
  },
  "fault.empty-list": { vi: "Danh sách rỗng, tổng số 0", en: "An empty list with a count of 0" },
  "fault.cut-list": {
    vi: "Sau trang page không còn gì; với admits, tổng số cũng bị cắt",
    en: "Nothing after this page; with admits the count agrees with that",
  },
  "fault.hides-closed": {
    vi: "Danh sách bỏ các nhiệm vụ đã xong",
    en: "Lists leave out what is finished",
  },
  "fault.says-gone": {
    vi: "Nhiệm vụ task không còn, theo cách as: 404, 403, state (trạng thái đã xóa), moved (nhiệm vụ khác thế chỗ), missing (chỉ vắng trong danh sách)",
    en: "The task (remote id) is gone, said as: 404, 403, state (a deleted state), moved (another task in its place), missing (absent from lists only)",
  },
  "fault.unknown-word": {
    vi: "Một từ trạng thái chưa ai biết (word)",
    en: "A status word that nobody knows (word)",
  },
  "fault.extra-field": { vi: "Một trường lạ xuất hiện", en: "A field that nobody declared appears" },
  "fault.vanished-field": {
    vi: "Một trường quen (field) biến mất khỏi mọi dòng",
    en: "A declared field (field) disappears from all rows",
  },
  "fault.clock-drift-words": {
    vi: "Từ trạng thái trôi theo đồng hồ, days ngày sau",
    en: "Status words as they will be in so many days",
  },
  "fault.shifted-days": {
    vi: "Mọi ngày hiện lệch days ngày (mặc định: sớm một ngày)",
    en: "Every day is shown off by so many days (one too early if not said)",
  },
  "fault.odd-days": {
    vi: 'Ngày hiện theo dạng as: empty (""), zero (0) khi trống; epoch (mili giây), local (không múi giờ) khi có',
    en: 'Days are shown as: empty ("") or zero (0) where unset; epoch (milliseconds) or local (no zone) where set',
  },
  "fault.edited-between": {
    vi: "Có người sửa ngay trước lần ghi của ta (text, percent)",
    en: "Somebody edits just before our write (text, percent)",
  },
  "fault.drops-field": {
    vi: "Cổng nói được nhưng bỏ một trường (field hoặc column); lặp mãi (times) là trường chỉ đọc với tài khoản này",
    en: "The portal says yes and drops a field (field or column); with many times: read-only for this role",
  },
  "fault.rewrites-field": {
    vi: "Cổng tự đặt lại field thành value sau khi ghi (after: write hoặc read), ví dụ percent thành 100",
    en: "The portal sets field to value after a write (after: write or read), for example percent to 100",
  },
  "fault.refused-in-list": {
    vi: "Mã 200 nhưng là một danh sách lời từ chối",
    en: "200 with a list of refusals",
  },
  "fault.success-false": { vi: "Mã 200 nhưng success là false", en: "200 with success: false" },
  "fault.already-sent": {
    vi: "Đã ghi, rồi trả lời “đã được gửi”",
    en: "Committed, and answered with “already sent”",
  },
  "fault.silent-204": { vi: "204 và không ghi các trường", en: "204, and the fields are not kept" },
  "fault.strange-answer": {
    vi: "Đã ghi, nhưng trả lời theo dạng lạ",
    en: "Committed, and told in a shape that nobody described",
  },
  "fault.period-locked": {
    vi: "Kỳ báo cáo đã khóa (message); hết times thì mở lại",
    en: "The reporting period is closed (message); after times it is open again",
  },
  "fault.period-shows-locked": {
    vi: "Khi đọc, cổng hiện rằng kỳ báo cáo đã khóa (message)",
    en: "Reading shows that the period is closed (message)",
  },
  "fault.drops-file": {
    vi: "Nói đã nhận nhưng không giữ tệp",
    en: "Says that the file was taken, and does not keep it",
  },
  "fault.token-used-up": {
    vi: "Mã tệp chỉ dùng được một lần, lần gửi lại bị từ chối",
    en: "A file's token works once; the repeat is refused",
  },
  "fault.truncated-upload": { vi: "Chỉ giữ nửa đầu của tệp", en: "Keeps only the first half of a file" },
  "fault.damages-file": {
    vi: "Giữ đủ byte nhưng byte cuối bị đổi",
    en: "Keeps as many bytes, the last one another",
  },
  "fault.renames-file": {
    vi: "Giữ tệp dưới tên khác (name)",
    en: "Keeps the file under another name (name)",
  },
  "fault.loses-files": {
    vi: "Mất tệp sau days ngày (mặc định: 7)",
    en: "Loses the file after so many days (7 if not said)",
  },
  "fault.checks-bytes": {
    vi: "422 khi các byte đầu không đúng loại tệp đã khai",
    en: "422 when the first bytes are not those of the declared type",
  },
} as const;
