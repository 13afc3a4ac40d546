// What is said of sessions that people hand over.
export const sessionWords = {
  "session.sign_in": {
    vi: "giao cho dongbo phiên đăng nhập của trình duyệt, ở cổng chỉ cho người đăng nhập",
    en: "hand the browser's session over to dongbo, where only a person can sign in",
  },
  "session.sign_out": {
    vi: "bỏ phiên đăng nhập đã giao cho dongbo",
    en: "forget the session that was handed over",
  },
  "session.option.expires": {
    vi: 'phiên hết hạn lúc nào, theo giờ Việt Nam: "2026-11-26 17:00" hoặc "26/11/2026 17:00"',
    en: 'when the session ends, by the clock of Vietnam: "2026-11-26 17:00" or "26/11/2026 17:00"',
  },
  "session.by_person": {
    vi: "người đăng nhập tại trang {page} rồi giao phiên cho dongbo",
    en: "a person signs in at {page} and hands the session over",
  },
  "session.by_person_when": {
    vi: "khi đặt {option}: {is}, người đăng nhập tại trang {page} rồi giao phiên cho dongbo",
    en: "with {option}: {is}, a person signs in at {page} and hands the session over",
  },
  "session.copy_cookie": {
    vi: "Đăng nhập {portal}: (1) mở {page} trong trình duyệt và đăng nhập như thường lệ; (2) bấm F12, mở thẻ Network (Mạng), tải lại trang, chọn dòng đầu tiên, chép toàn bộ giá trị của “Cookie” trong phần Request Headers; (3) dán vào đây. Xong thì đóng thẻ trình duyệt, đừng bấm Đăng xuất: đăng xuất là cổng hủy phiên này.",
    en: "Sign in at {portal}: (1) open {page} in a browser and sign in as usual; (2) press F12, open Network, load the page again, choose the first line and copy the whole value of “Cookie” in Request Headers; (3) paste it here. Then close the tab and do not sign out: signing out ends this session.",
  },
  "session.copy_token": {
    vi: "Đăng nhập {portal}: (1) mở {page} trong trình duyệt và đăng nhập như thường lệ; (2) bấm F12, mở thẻ Network (Mạng), tải lại trang, chọn một dòng có “Authorization” trong phần Request Headers và chép giá trị của nó (Bearer ...); (3) dán vào đây. Xong thì đóng thẻ trình duyệt, đừng bấm Đăng xuất: đăng xuất là cổng hủy phiên này.",
    en: "Sign in at {portal}: (1) open {page} in a browser and sign in as usual; (2) press F12, open Network, load the page again, choose a line with “Authorization” in Request Headers and copy its value (Bearer ...); (3) paste it here. Then close the tab and do not sign out: signing out ends this session.",
  },
  "session.prompt": {
    vi: "Dán vào đây rồi bấm Enter (không hiện lên màn hình): ",
    en: "Paste it here and press Enter (nothing is shown): ",
  },
  "session.nothing_read": {
    vi: "Chưa nhận được gì. Hãy chạy lại và dán phiên đăng nhập, hoặc đưa qua đầu vào chuẩn: dongbo portal sign-in CỔNG < tệp",
    en: "Nothing was read. Run it again and paste the session, or hand it over on standard input: dongbo portal sign-in PORTAL < file",
  },
  "session.not_a_cookie": {
    vi: "Nội dung vừa nhận không phải cookie. Hãy chép toàn bộ giá trị của “Cookie”, dạng tên=giá trị; tên=giá trị, trên một dòng.",
    en: "What was read is no cookie. Copy the whole value of “Cookie”, as name=value; name=value, on one line.",
  },
  "session.not_a_token": {
    vi: "Nội dung vừa nhận không phải mã truy cập. Hãy chép giá trị của “Authorization” (Bearer ...), trên một dòng.",
    en: "What was read is no access token. Copy the value of “Authorization” (Bearer ...), on one line.",
  },
  "session.not_by_person": {
    vi: "{portal}: bộ nối tự đăng nhập bằng tài khoản trong cấu hình, không cần giao phiên. Thử đăng nhập: dongbo portal check {portal}",
    en: "{portal}: the adapter signs in by itself with the configured account, no session is handed over. Try it: dongbo portal check {portal}",
  },
  "session.over_already": {
    vi: "{portal}: phiên này đã hết hạn lúc {until}. Hãy đăng nhập lại trong trình duyệt rồi chép phiên mới; nếu ghi --expires thì kiểm tra ngày giờ.",
    en: "{portal}: this session ended at {until}. Sign in again in the browser and copy the new one; if you gave --expires, check it.",
  },
  "session.not_taken": {
    vi: "{portal}: cổng không nhận phiên này ({message}), nên chưa lưu gì. Hãy đăng nhập lại trong trình duyệt, chép lại đủ cả dòng, rồi chạy lại lệnh này.",
    en: "{portal}: the portal does not take this session ({message}), so nothing was kept. Sign in again in the browser, copy the whole line, and run this once more.",
  },
  "session.kept": {
    vi: "Đã đăng nhập {portal} (tài khoản: {account}), đọc được nhiệm vụ {firstTask}. Phiên đã được mã hóa và lưu.",
    en: "Signed in at {portal} (account: {account}), task {firstTask} could be read. The session is kept, encrypted.",
  },
  "session.kept_empty": {
    vi: "Đã đăng nhập {portal} (tài khoản: {account}); cổng chưa có nhiệm vụ nào. Phiên đã được mã hóa và lưu.",
    en: "Signed in at {portal} (account: {account}); the portal lists no task. The session is kept, encrypted.",
  },
  "session.until_earlier": {
    vi: "Phiên dùng được đến khoảng {until}, theo các phiên trước ở cổng này.",
    en: "It should last until about {until}, as earlier sessions did at this portal.",
  },
  "session.until_promise": {
    vi: "Phiên dùng được đến {until}, theo thời hạn của chính nó.",
    en: "It should last until {until}, by its own expiry.",
  },
  "session.until_usual": {
    vi: "Phiên dùng được đến khoảng {until}, theo thời gian thường thấy ở cổng này (chưa được xác nhận).",
    en: "It should last until about {until}, as is usual at this portal (unconfirmed).",
  },
  "session.until_unknown": {
    vi: "Không rõ phiên dùng được bao lâu; khi phiên hết, dongbo sẽ báo.",
    en: "Nothing tells how long it lasts; dongbo says so when it has ended.",
  },
  "session.lost": {
    vi: "Khóa cũ không còn, nên phiên ở các cổng sau không mở được nữa; hãy đăng nhập lại ở đó: {portals}",
    en: "The earlier key is gone, so the sessions of these portals can no longer be opened; sign in there again: {portals}",
  },
  "session.other_account": {
    vi: "Chú ý: lần này cổng {portal} nhận là {account}, lần trước là {before}. Nếu nhầm tài khoản, hãy đăng nhập lại bằng tài khoản báo cáo trước khi gửi.",
    en: "Look: this time {portal} takes the session for {account}, last time for {before}. If the account is wrong, sign in again with the reporting account before anything is sent.",
  },
  "session.forgotten": {
    vi: "Đã bỏ phiên đăng nhập của {portal}; nhiệm vụ chờ gửi vẫn giữ nguyên. Nếu cần hủy phiên cả ở cổng, hãy bấm Đăng xuất trong trình duyệt.",
    en: "The session at {portal} is forgotten; what is due stays. To end it at the portal as well, sign out in the browser.",
  },
  "session.none_to_forget": {
    vi: "{portal}: không có phiên đăng nhập nào để bỏ.",
    en: "{portal}: there is no session to forget.",
  },
  "session.never": {
    vi: "{portal}: cần người đăng nhập, chưa ai giao phiên. Hãy đăng nhập tại {page} rồi chạy: dongbo portal sign-in {portal}. {count} nhiệm vụ đang chờ, sẽ được gửi sau đó.",
    en: "{portal}: please sign in, nobody has handed a session over. Sign in at {page}, then run: dongbo portal sign-in {portal}. {count} task(s) waiting, sent after that.",
  },
  "session.ended": {
    vi: "{portal}: cần đăng nhập lại, phiên do {by} giao lúc {since} đã hết (thấy lúc {at}). Hãy đăng nhập tại {page} rồi chạy: dongbo portal sign-in {portal}. {count} nhiệm vụ đang chờ, sẽ được gửi sau đó.",
    en: "{portal}: please sign in again, the session that {by} handed over at {since} has ended (seen at {at}). Sign in at {page}, then run: dongbo portal sign-in {portal}. {count} task(s) waiting, sent after that.",
  },
  "session.newer": {
    vi: "{portal}: phiên đang dùng đã hết, nhưng vừa có người đăng nhập lại tại {page}. Hãy chạy lại: dongbo push --portal {portal}",
    en: "{portal}: the session in use has ended, and somebody has just signed in again at {page}. Run it again: dongbo push --portal {portal}",
  },
  "session.given_up": {
    vi: "{portal}: cần đăng nhập lại, phiên do {by} giao lúc {since} đã được bỏ lúc {at}. Hãy đăng nhập tại {page} rồi chạy: dongbo portal sign-in {portal}. {count} nhiệm vụ đang chờ, sẽ được gửi sau đó.",
    en: "{portal}: please sign in again, the session that {by} handed over at {since} was forgotten at {at}. Sign in at {page}, then run: dongbo portal sign-in {portal}. {count} task(s) waiting, sent after that.",
  },
  "session.key_lost": {
    vi: "{portal}: không mở được phiên đã lưu vì tệp khóa {file} không còn. Hãy trả tệp khóa về chỗ cũ, hoặc đăng nhập lại tại {page} rồi chạy: dongbo portal sign-in {portal}. {count} nhiệm vụ đang chờ.",
    en: "{portal}: the kept session cannot be opened because the key file {file} is gone. Put it back, or sign in again at {page} and run: dongbo portal sign-in {portal}. {count} task(s) waiting.",
  },
  "session.key_other": {
    vi: "{portal}: không mở được phiên đã lưu vì khóa trong {file} không phải khóa đã dùng. Hãy trả đúng khóa cũ (mọi máy phải dùng chung một khóa), hoặc đăng nhập lại tại {page} rồi chạy: dongbo portal sign-in {portal}. {count} nhiệm vụ đang chờ.",
    en: "{portal}: the kept session cannot be opened because the key in {file} is not the one it was sealed with. Put the right one back (all workers need the same), or sign in again at {page} and run: dongbo portal sign-in {portal}. {count} task(s) waiting.",
  },
  "session.does_not_open": {
    vi: "{portal}: phiên đã lưu không mở được tuy khóa {file} đúng: dòng dữ liệu đã bị sửa hoặc chép từ cổng khác. Hãy đăng nhập lại tại {page} rồi chạy: dongbo portal sign-in {portal}. {count} nhiệm vụ đang chờ.",
    en: "{portal}: the kept session does not open though the key {file} is right: its row was changed or copied from another portal. Sign in again at {page} and run: dongbo portal sign-in {portal}. {count} task(s) waiting.",
  },
  "session.key_missing": {
    vi: "Không có tệp khóa “{file}” mà DONGBO_SESSION_KEY_FILE nêu. Cách sửa: đặt lại tệp khóa, hoặc tạo khóa mới bằng: openssl rand -base64 32",
    en: "There is no key file “{file}”, which DONGBO_SESSION_KEY_FILE names. Fix: put it back, or make a new key: openssl rand -base64 32",
  },
  "session.key_unusable": {
    vi: "Không dùng được tệp khóa “{file}”: {why}. Cách sửa: kiểm tra tệp và quyền đọc; khóa là 32 byte viết bằng base64",
    en: "The key file “{file}” cannot be used: {why}. Fix: check the file and its permissions; a key is 32 bytes in base64",
  },
  "session.may_end": {
    vi: "Phiên đăng nhập ở {portal} lẽ ra đã hết vào khoảng {until} và có thể bị từ chối bất cứ lúc nào. Hãy đăng nhập lại tại {page}: dongbo portal sign-in {portal}",
    en: "The session at {portal} should have ended about {until} and may be refused at any time. Sign in again at {page}: dongbo portal sign-in {portal}",
  },
  "session.ends_before_queue": {
    vi: "Phiên đăng nhập ở {portal} sẽ hết vào khoảng {until}, trước khi gửi xong {tasks} nhiệm vụ (khoảng {minutes} phút). Hãy đăng nhập lại trước lúc đó tại {page}: dongbo portal sign-in {portal}",
    en: "The session at {portal} will end about {until}, before the {tasks} task(s) due are sent (about {minutes} minutes). Sign in again before, at {page}: dongbo portal sign-in {portal}",
  },
  "session.ends_before_weekly": {
    vi: "Phiên đăng nhập ở {portal} sẽ hết vào khoảng {until}, trước giờ chốt {at} {weekday}. Hãy đăng nhập lại trước giờ chốt tại {page}: dongbo portal sign-in {portal}",
    en: "The session at {portal} will end about {until}, before the cut-off at {at} on {weekday}. Sign in again before the cut-off, at {page}: dongbo portal sign-in {portal}",
  },
  "session.ends_before_daily": {
    vi: "Phiên đăng nhập ở {portal} sẽ hết vào khoảng {until}, trước giờ chốt {at}. Hãy đăng nhập lại trước giờ chốt tại {page}: dongbo portal sign-in {portal}",
    en: "The session at {portal} will end about {until}, before the cut-off at {at}. Sign in again before the cut-off, at {page}: dongbo portal sign-in {portal}",
  },
  "session.ends_before_dated": {
    vi: "Phiên đăng nhập ở {portal} sẽ hết vào khoảng {until}, trước giờ chốt {at} {weekday} {day}. Hãy đăng nhập lại trước giờ chốt tại {page}: dongbo portal sign-in {portal}",
    en: "The session at {portal} will end about {until}, before the cut-off at {at} on {weekday} {day}. Sign in again before the cut-off, at {page}: dongbo portal sign-in {portal}",
  },
  "session.good_until": {
    vi: "{portal}: phiên do {by} giao lúc {since}, dùng được lần cuối lúc {worked}, dự kiến đến {until}",
    en: "{portal}: session handed over by {by} at {since}, last used at {worked}, expected to last until {until}",
  },
  "session.handed_note": {
    vi: "Giao phiên đăng nhập cho {portal}, thời hạn ghi trên phiên: {until}",
    en: "Handed a session over for {portal}, its stated expiry: {until}",
  },
  "session.early_note": {
    vi: "{portal} không còn nhận phiên do {by} giao, trước thời hạn ghi trên phiên",
    en: "{portal} no longer takes the session that {by} handed over, before its stated expiry",
  },
  "session.in_time_note": {
    vi: "{portal} không còn nhận phiên do {by} giao, đã đến thời hạn ghi trên phiên",
    en: "{portal} no longer takes the session that {by} handed over, at its stated expiry",
  },
  "session.given_up_note": {
    vi: "Bỏ phiên đăng nhập của {portal}",
    en: "Forgot the session at {portal}",
  },
} as const;
