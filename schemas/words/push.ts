// What the room push and its operations say to users.
export const pushWords = {
  "operation.send_progress": {
    vi: "Gửi tiến độ nhiệm vụ {code} lên {portal}: {fields}",
    en: "Send progress of {code} to {portal}: {fields}",
  },
  "operation.mend_evidence": {
    vi: "Gửi lại minh chứng “{name}” của nhiệm vụ {code} lên {portal}: bản trên cổng bị mất hoặc không nguyên vẹn",
    en: "Send evidence “{name}” of {code} to {portal} again: its copy there is lost or not whole",
  },
  "operation.send_evidence": {
    vi: "Gửi minh chứng “{name}” của nhiệm vụ {code} lên {portal}",
    en: "Send evidence “{name}” of {code} to {portal}",
  },
  "operation.adopt": {
    vi: "Nhận từ {portal} vào sổ nhiệm vụ {code}: {fields}",
    en: "Take over from {portal} into the register for {code}: {fields}",
  },
  "operation.hold": {
    vi: "Giữ nhiệm vụ {code} tại {portal}: {count} lý do",
    en: "Hold {code} at {portal}: {count} reason(s)",
  },
  "operation.freeze": {
    vi: "Đóng băng {fields} của nhiệm vụ {code} tại {portal}",
    en: "Freeze {fields} of {code} at {portal}",
  },
  "push.applied_after_all": {
    vi: "Không nhận được trả lời rõ ràng, nhưng đọc lại thấy cổng đã ghi đủ.",
    en: "No clear answer came, but reading back shows that the portal has it all.",
  },
  "push.broken_there": {
    vi: "Tệp nguyên vẹn đã ở trên cổng. Cổng vẫn còn {broken} bản không nguyên vẹn của tệp này: hãy nhờ đơn vị quản lý cổng xóa.",
    en: "The whole file is at the portal. {broken} broken copies of it are there as well: have them removed there.",
  },
  "push.file_not_kept": {
    vi: "Đã gửi tệp “{name}” hai lần, cổng đều nhận nhưng không giữ nguyên vẹn. Hãy hỏi đơn vị quản lý cổng và nhờ xóa bản hỏng, rồi chạy dongbo run retry last.",
    en: "File “{name}” was sent twice; the portal took it both times and did not keep it whole. Ask whoever runs the portal, have broken copies removed, then run dongbo run retry last.",
  },
  "push.infected": {
    vi: "Chưa gửi: tệp “{name}” nhiễm mã độc {signature} theo chương trình quét virus. Không mở tệp này, báo người phụ trách máy tính. Nếu là báo nhầm, cập nhật mẫu virus rồi chạy dongbo run retry last.",
    en: "Not sent: the virus scanner found {signature} in the file “{name}”. Do not open it, tell whoever looks after the computers. If it is a false alarm, update the scanner's signatures, then run dongbo run retry last.",
  },
  "push.beyond_scanner": {
    vi: "Chưa gửi: chương trình quét virus tại {scanner} không quét hết được tệp “{name}” ({why}). Trong clamd.conf, hãy tăng cả StreamMaxLength, MaxFileSize và MaxScanSize cho lớn hơn tệp, khởi động lại clamd rồi chạy dongbo run retry last.",
    en: "Not sent: the virus scanner at {scanner} did not look at all of the file “{name}” ({why}). In clamd.conf raise StreamMaxLength, MaxFileSize and MaxScanSize together above the file's size, restart clamd, then run dongbo run retry last.",
  },
  "push.not_kept": {
    vi: "Cổng báo thành công nhưng đọc lại không thấy: {what}. Hãy kiểm tra tại cổng; nếu cổng không có chỗ ghi, báo quản trị.",
    en: "The portal said success but does not show: {what}. Check at the portal; if it has no place for it, tell an admin.",
  },
  "push.refused": {
    vi: "Cổng từ chối: “{words}”. Hãy sửa trong sổ theo lời cổng; lần chạy sau sẽ gửi lại.",
    en: "The portal refused: “{words}”. Mend the register accordingly; the next run sends it again.",
  },
  "push.partly_landed": {
    vi: "Cổng mới ghi một phần; phần còn lại sẽ được gửi tiếp.",
    en: "The portal shows part of it; the rest is still due.",
  },
  "push.not_sent_transient": {
    vi: "Cổng đang bận hoặc không kết nối được; chưa gửi, sẽ thử lại.",
    en: "The portal was busy or out of reach; not sent, tried again later.",
  },
  "push.not_sent_stale": {
    vi: "Cổng vừa đổi nhiệm vụ này; chưa gửi, sẽ đọc lại và quyết định lại.",
    en: "The portal had just changed this task; not sent, looked at and decided again.",
  },
  "push.not_sent_skipped": {
    vi: "Chưa gửi vì bước trước của nhiệm vụ này, hoặc cả cổng, đã dừng.",
    en: "Not sent because an earlier step of this task, or the whole portal, stopped.",
  },
  "push.not_sent_secret": {
    vi: "Chưa gửi: vừa có người đánh dấu mật trước khi gửi.",
    en: "Not sent: it was marked just before it would have left.",
  },
  "push.not_sent_signed_out": {
    vi: "Chưa gửi: cổng không còn nhận phiên đăng nhập.",
    en: "Not sent: the portal no longer accepts the session.",
  },
  "push.found_applied": {
    vi: "Lần gửi dở trước đó đã đến nơi: đọc lại thấy cổng đã ghi đủ, không gửi lại.",
    en: "The earlier unfinished attempt had arrived: the portal shows it all, nothing was repeated.",
  },
  "push.not_found": {
    vi: "Đã chờ và đọc lại: cổng không có nội dung của lần gửi trước.",
    en: "Waited and read back: the portal does not show the earlier attempt.",
  },
  "push.not_seen": {
    vi: "Cổng không còn cho xem nhiệm vụ này, nên không thể biết lần gửi trước đã đến nơi hay chưa.",
    en: "The portal no longer shows this task, so nobody can tell whether the earlier attempt arrived.",
  },
  "push.doubled_there": {
    vi: "Đã đến nơi, nhưng cổng có {copies} mục giống nhau cho một lần gửi: đường truyền đã giao lặp. Hãy nhờ quản trị cổng xóa mục thừa.",
    en: "It arrived, but the portal holds {copies} copies of one attempt: the network delivered it more than once. Ask the portal's owner to delete the extra ones.",
  },
  "push.check_progress": {
    vi: "Lần gửi lúc {sentAt} ({fields}) không rõ có đến nơi hay chưa. Hãy xem nội dung trên cổng: nếu đã có thì không nhập lại.",
    en: "Nobody knows whether what was sent at {sentAt} ({fields}) arrived. Look at the portal: if it is there, do not enter it again.",
  },
  "push.check_marked": {
    vi: "Lần gửi lúc {sentAt} ({fields}) không rõ có đến nơi hay chưa. Hãy tìm trên cổng mục có dấu {marker}: nếu có thì không nhập lại.",
    en: "Nobody knows whether what was sent at {sentAt} ({fields}) arrived. Look at the portal for an entry marked {marker}: if it is there, do not enter it again.",
  },
  "push.check_file": {
    vi: "Tệp “{name}” gửi lúc {sentAt} không rõ có đến nơi hay chưa. Hãy xem trên cổng có tệp này không: nếu có thì không tải lên lại.",
    en: "Nobody knows whether the file “{name}”, sent at {sentAt}, arrived. Look for it at the portal: if it is there, do not upload it again.",
  },
  "push.gave_up": {
    vi: "Đã thử {tries} lần mà cổng không giữ thay đổi. Hãy kiểm tra tại cổng rồi cập nhật lại trong sổ.",
    en: "Tried {tries} times and the portal did not keep the change. Check at the portal, then update the register.",
  },
  "push.adopted": {
    vi: "Nhận giá trị của {portal} theo quyền quyết định của cổng.",
    en: "Taken over from {portal}, which decides this field.",
  },
  "push.adopted_settled": {
    vi: "Nhận giá trị của {portal} theo quyết định của người xử lý.",
    en: "Taken over from {portal} because a person decided so.",
  },
  "push.stopped_signed_out": {
    vi: "Dừng {portal}: đăng nhập không được ({message}). Hãy kiểm tra tài khoản; các cổng khác vẫn chạy.",
    en: "Stopped {portal}: not signed in ({message}). Check the account; other portals go on.",
  },
  "push.stopped_unrecognised": {
    vi: "Dừng {portal}: cổng trả lời khác với mô tả ({message}). Bộ nối cần cập nhật; các cổng khác vẫn chạy.",
    en: "Stopped {portal}: it answers in an unknown shape ({message}). The adapter is out of date; other portals go on.",
  },
  "push.stopped_scanner": {
    vi: "{portal}: không hỏi được chương trình quét virus tại {scanner} ({why}), nên các nhiệm vụ có tệp minh chứng chưa được gửi; các nhiệm vụ khác vẫn đi. Hãy khởi động clamd (thử bằng dongbo doctor); lần chạy sau tự gửi tiếp.",
    en: "{portal}: the virus scanner at {scanner} could not be asked ({why}), so tasks with evidence files were not sent; the others went. Start clamd (dongbo doctor tries it); the next run sends them by itself.",
  },
  "push.stopped_lost": {
    vi: "Dừng {portal}: một máy khác đã tiếp quản cổng này vì máy này im lặng quá lâu. Lần gửi còn dở sẽ được tìm lại, không gửi hai lần.",
    en: "Stopped {portal}: another worker took it over because this one was silent for too long. Unfinished attempts are looked for, nothing is sent twice.",
  },
  "push.no_such_run": {
    vi: "Không có lần chạy nào mang mã “{id}”. Xem các lần chạy: dongbo run list",
    en: "There is no run “{id}”. See the runs: dongbo run list",
  },
  "push.which_run": {
    vi: "Có nhiều lần chạy bắt đầu bằng “{id}”: {ids}. Hãy gõ dài hơn.",
    en: "Several runs begin with “{id}”: {ids}. Type more of it.",
  },
  "push.nothing_to_undo": {
    vi: "Lần chạy {run} không còn gì có thể hoàn tác.",
    en: "Nothing of run {run} is left to take back.",
  },
  "push.undone": {
    vi: "Hoàn tác lần chạy {run}: {reason}",
    en: "Run {run} taken back: {reason}",
  },
  "push.undo_noted": {
    vi: "Hoàn tác lần chạy {run}, {count} giá trị: {reason}",
    en: "Took back run {run}, {count} value(s): {reason}",
  },
  "push.touched_here": {
    vi: "sổ đã đổi {field} sau lần chạy đó",
    en: "the register has changed {field} since that run",
  },
  "push.touched_there": {
    vi: "cổng hoặc lần chạy khác đã đổi {field} sau đó",
    en: "the portal or another run has changed {field} since",
  },
  "push.undo_differs": {
    vi: "trước lần chạy đó {portal} có giá trị {field} khác; một sổ không thể trở về cả hai",
    en: "before that run {portal} had another value of {field}; one register cannot go back to both",
  },
  "push.file_stays": {
    vi: "tệp đã nằm tại {portal}, dongbo không xoá tệp ở cổng; nếu cần, hãy xoá trên cổng",
    en: "the file lies at {portal}, where dongbo deletes none; delete it there if need be",
  },
  "push.busy": {
    vi: "{portal}: một lần chạy khác đang gửi ({carrier}, từ {since}). Lần chạy này không làm gì ở cổng này.",
    en: "{portal}: another run is carrying it ({carrier}, since {since}). This one did nothing there.",
  },
  "push.stopped_transient": {
    vi: "Dừng {portal} lúc này: không kết nối được hoặc cổng bận ({message}). Mọi việc còn nguyên, lần chạy sau làm tiếp.",
    en: "Stopped {portal} for now: out of reach or busy ({message}). Nothing is lost, the next run goes on.",
  },
  "push.open_no_answer": {
    vi: "Tạm dừng {portal} từ {since}: không kết nối được hoặc cổng báo lỗi ({message}); hỏi lại lúc {next}; {count} nhiệm vụ đang chờ, lâu nhất từ {oldest}. Hỏi ngay: dongbo portal check {portal}",
    en: "{portal} is left alone since {since}: no connection, or it reports errors ({message}); asked again at {next}; {count} task(s) waiting, the oldest since {oldest}. Ask now: dongbo portal check {portal}",
  },
  "push.open_signed_out": {
    vi: "Tạm dừng {portal} từ {since}: đăng nhập không được ({message}); hỏi lại lúc {next}; {count} nhiệm vụ đang chờ, lâu nhất từ {oldest}. Hãy sửa tài khoản, rồi hỏi ngay: dongbo portal check {portal}",
    en: "{portal} is left alone since {since}: not signed in ({message}); asked again at {next}; {count} task(s) waiting, the oldest since {oldest}. Mend the account, then ask now: dongbo portal check {portal}",
  },
  "push.open_unrecognised": {
    vi: "Tạm dừng {portal} từ {since}: cổng trả lời khác với mô tả ({message}); hỏi lại lúc {next}; {count} nhiệm vụ đang chờ, lâu nhất từ {oldest}. Bộ nối cần cập nhật; hỏi ngay: dongbo portal check {portal}",
    en: "{portal} is left alone since {since}: it answers in an unknown shape ({message}); asked again at {next}; {count} task(s) waiting, the oldest since {oldest}. The adapter is out of date; ask now: dongbo portal check {portal}",
  },
  "push.paused": {
    vi: "{portal}: {by} đã tạm dừng từ {since} ({reason}); {count} nhiệm vụ đang chờ, lâu nhất từ {oldest}. Chạy lại: dongbo portal resume {portal}",
    en: "{portal}: paused by {by} since {since} ({reason}); {count} task(s) waiting, the oldest since {oldest}. Go on: dongbo portal resume {portal}",
  },
  "push.paused_empty": {
    vi: "{portal}: {by} đã tạm dừng từ {since} ({reason}); không có nhiệm vụ nào đang chờ. Chạy lại: dongbo portal resume {portal}",
    en: "{portal}: paused by {by} since {since} ({reason}); nothing is waiting. Go on: dongbo portal resume {portal}",
  },
  "push.pause_reason": {
    vi: 'Tạm dừng cổng phải nêu lý do: dongbo portal pause {portal} --reason "..."',
    en: 'Pausing a portal needs a reason: dongbo portal pause {portal} --reason "..."',
  },
  "push.paused_note": {
    vi: "Tạm dừng gửi lên {portal}: {reason}",
    en: "Paused sending to {portal}: {reason}",
  },
  "push.resumed_note": { vi: "Chạy lại việc gửi lên {portal}", en: "Resumed sending to {portal}" },
  "push.resumed": {
    vi: "{portal}: đã mở lại; {count} nhiệm vụ đang chờ, lâu nhất từ {oldest}. Gửi ngay: dongbo push --portal {portal}",
    en: "{portal}: resumed; {count} task(s) waiting, the oldest since {oldest}. Send now: dongbo push --portal {portal}",
  },
  "push.resumed_empty": {
    vi: "{portal}: đã mở lại; không có nhiệm vụ nào đang chờ.",
    en: "{portal}: resumed; nothing is waiting.",
  },
  "push.not_paused": {
    vi: "{portal} không bị ai tạm dừng.",
    en: "{portal} is not paused by anybody.",
  },
  "push.late_weekly": {
    vi: "{portal}: cần {minutes} phút hạn mức, chỉ còn {left} phút tới {at} {weekday}; khoảng {late} nhiệm vụ sẽ không kịp. Cách xử lý: nhiệm vụ gần hạn nhất tự được gửi trước; kỳ sau hãy gửi sớm hơn; xin cổng thêm tài khoản có hạn mức riêng, hoặc văn bản cho phép hạn mức cao hơn (requestsPerMinute).",
    en: "{portal}: {minutes} minute(s) of quota needed, {left} minute(s) left until {at} on {weekday}; about {late} task(s) will be late. What helps: the nearest deadlines go first by themselves; start earlier next time; ask the portal for another account with its own quota, or for a higher limit in writing (requestsPerMinute).",
  },
  "push.late_daily": {
    vi: "{portal}: cần {minutes} phút hạn mức, chỉ còn {left} phút tới giờ chốt {at} hằng ngày; khoảng {late} nhiệm vụ sẽ không kịp. Cách xử lý: nhiệm vụ gần hạn nhất tự được gửi trước; kỳ sau hãy gửi sớm hơn; xin cổng thêm tài khoản có hạn mức riêng, hoặc văn bản cho phép hạn mức cao hơn (requestsPerMinute).",
    en: "{portal}: {minutes} minute(s) of quota needed, {left} minute(s) left until the daily cut-off at {at}; about {late} task(s) will be late. What helps: the nearest deadlines go first by themselves; start earlier next time; ask the portal for another account with its own quota, or for a higher limit in writing (requestsPerMinute).",
  },
  "push.late_dated": {
    vi: "{portal}: cần {minutes} phút hạn mức, chỉ còn {left} phút tới giờ chốt {at} {weekday} {day}; khoảng {late} nhiệm vụ sẽ không kịp. Cách xử lý: nhiệm vụ gần hạn nhất tự được gửi trước; kỳ sau hãy gửi sớm hơn; xin cổng thêm tài khoản có hạn mức riêng, hoặc văn bản cho phép hạn mức cao hơn (requestsPerMinute).",
    en: "{portal}: {minutes} minute(s) of quota needed, {left} minute(s) left until the cut-off at {at} on {weekday} {day}; about {late} task(s) will be late. What helps: the nearest deadlines go first by themselves; start earlier next time; ask the portal for another account with its own quota, or for a higher limit in writing (requestsPerMinute).",
  },
  "push.not_planned": {
    vi: "Không đọc được {portal} nên chưa lập kế hoạch cho cổng này: {message}",
    en: "{portal} could not be read, so nothing is planned for it: {message}",
  },
  "push.plan_unreadable": {
    vi: "{file} không phải là kế hoạch của dongbo. Hãy lập lại bằng: dongbo plan --out {file}",
    en: "{file} is not a dongbo plan. Make one with: dongbo plan --out {file}",
  },
  "push.plan_altered": {
    vi: "Kế hoạch {file} đã bị sửa sau khi lập (sai mã kiểm tra). Hãy lập lại bằng: dongbo plan --out {file}",
    en: "The plan {file} was changed after it was made (wrong checksum). Make a new one: dongbo plan --out {file}",
  },
  "push.plan_not_approved": {
    vi: "Kế hoạch {checksum} chưa được ai duyệt. Hãy duyệt bằng: dongbo approve TỆP",
    en: "Nobody has approved plan {checksum}. Approve it with: dongbo approve FILE",
  },
  "push.plan_used": {
    vi: "Kế hoạch {checksum} đã chạy rồi; mỗi kế hoạch chỉ chạy một lần. Hãy lập kế hoạch mới.",
    en: "Plan {checksum} has run already; a plan runs once. Make a new one.",
  },
  "push.plan_approved": {
    vi: "Duyệt kế hoạch {checksum} ({count} việc)",
    en: "Approved plan {checksum} ({count} item(s))",
  },
  "push.no_such_guard": {
    vi: "Không có chốt an toàn tên “{guard}”. Các chốt: {known}.",
    en: "There is no guard called “{guard}”. Guards: {known}.",
  },
  "push.override_reason": {
    vi: 'Cho qua chốt an toàn phải nêu lý do: thêm --reason "...".',
    en: 'An override needs a reason: add --reason "...".',
  },
  "push.override_until": {
    vi: "Thời điểm hết hiệu lực “{until}” không hợp lệ: phải ở tương lai và không quá 24 giờ.",
    en: "The expiry “{until}” is not valid: it must lie ahead, at most 24 hours.",
  },
  "push.no_link": {
    vi: "Nhiệm vụ {code} không có liên kết với {portal}. Xem các liên kết: dongbo task show {code}",
    en: "Task {code} has no link to {portal}. See its links: dongbo task show {code}",
  },
  "push.link_uncertain": {
    vi: "Chưa bỏ được liên kết của {code} với {portal}: còn một lần gửi chưa rõ kết quả. Hãy chạy trước: dongbo push --portal {portal}",
    en: "The link of {code} to {portal} stays for now: an attempt has no outcome yet. First run: dongbo push --portal {portal}",
  },
  "push.pair.no_task": {
    vi: "{pair}: sổ không có nhiệm vụ {code}. Xem mã: dongbo task list --text {code}",
    en: "{pair}: the register has no task {code}. See the codes: dongbo task list --text {code}",
  },
  "push.pair.task_linked": {
    vi: "{pair}: nhiệm vụ {code} đã ghép với bản ghi {other}. Muốn ghép lại: dongbo unlink {code} --portal {portal}",
    en: "{pair}: task {code} is linked to record {other} already. To link it anew: dongbo unlink {code} --portal {portal}",
  },
  "push.pair.closed": {
    vi: "{pair}: độ mật của nhiệm vụ {code} không cho phép gửi ra ngoài, nên không ghép được.",
    en: "{pair}: the classification of task {code} lets nothing out, so it cannot be linked.",
  },
  "push.pair.no_record": {
    vi: "{pair}: {portal} không liệt kê bản ghi {remoteId}. Xem các bản ghi: dongbo link --portal {portal}",
    en: "{pair}: {portal} lists no record {remoteId}. See the records: dongbo link --portal {portal}",
  },
  "push.pair.record_linked": {
    vi: "{pair}: bản ghi {remoteId} đã ghép với nhiệm vụ {owner}. Muốn ghép lại: dongbo unlink {owner} --portal {portal}",
    en: "{pair}: record {remoteId} is linked to task {owner} already. To link it anew: dongbo unlink {owner} --portal {portal}",
  },
  "push.pair.twice": {
    vi: "{pair}: nhiệm vụ hoặc bản ghi này đã có trong một cặp trước đó. Hãy giữ lại một cặp.",
    en: "{pair}: an earlier pair names this task or record already. Keep one of them.",
  },
  "push.new.no_record": {
    vi: "{portal} không liệt kê bản ghi {remoteId}. Xem các bản ghi: dongbo link --portal {portal}",
    en: "{portal} lists no record {remoteId}. See the records: dongbo link --portal {portal}",
  },
  "push.new.linked": {
    vi: "{portal}: bản ghi {remoteId} đã ghép với nhiệm vụ {owner}, không tạo lại.",
    en: "{portal}: record {remoteId} is linked to task {owner} already and is not created again.",
  },
  "push.new.no_title": {
    vi: "{portal}: bản ghi {remoteId} không có tên nhiệm vụ. Hãy sửa trên cổng rồi chạy lại.",
    en: "{portal}: record {remoteId} has no title. Mend it at the portal, then run this again.",
  },
  "push.new.code_taken": {
    vi: "{portal}: bản ghi {remoteId} mang mã {code} đã có trong sổ. Nếu là một: dongbo link --portal {portal} --pair {code}={remoteId}",
    en: "{portal}: record {remoteId} has the code {code}, which the register has. If they are one: dongbo link --portal {portal} --pair {code}={remoteId}",
  },
  "push.match.code": {
    vi: "cổng có {count} bản ghi mang mã này, hoặc sổ có nhiều nhiệm vụ cùng mã",
    en: "the portal has {count} records with this code, or the register has several such tasks",
  },
  "push.match.document": {
    vi: "cùng văn bản giao và mục, nhưng không phải chỉ một",
    en: "same document and item, but there are several",
  },
  "push.match.document_other_title": {
    vi: "cùng văn bản giao và mục, nhưng tên khác",
    en: "same document and item, but another title",
  },
  "push.match.title": {
    vi: "trùng tên, nhưng không phải chỉ một",
    en: "same title, but there are several",
  },
  "push.match.title_other_fact": {
    vi: "trùng tên, nhưng khác {field}: sổ “{ours}”, cổng “{theirs}”",
    en: "same title, but another value of {field}: register “{ours}”, portal “{theirs}”",
  },
  "push.match.other_figures": {
    vi: "tên gần giống, nhưng khác số: sổ “{ours}”, cổng “{theirs}”",
    en: "similar title, but other figures: register “{ours}”, portal “{theirs}”",
  },
  "push.match.other_order": {
    vi: "trùng tên, nhưng văn bản đứng đầu tên khác nhau",
    en: "same title, but another document stands in front of it",
  },
  "push.match.short": {
    vi: "trùng tên, nhưng tên quá ngắn để chắc chắn",
    en: "same title, but too short to be sure",
  },
  "push.match.bare": {
    vi: "tên giống nhau khi bỏ dấu",
    en: "same title without diacritics",
  },
  "push.match.similar": { vi: "tên gần giống", en: "similar title" },
  "push.match.closed": {
    vi: "là nhiệm vụ {code} trong sổ, độ mật không cho phép gửi ra ngoài",
    en: "is task {code} of the register, whose classification lets nothing out",
  },
  "push.match.linked": {
    vi: "mang mã của nhiệm vụ {code}, đã ghép với một bản ghi khác",
    en: "has the code of task {code}, which is linked to another record",
  },
  "push.plan_run": {
    vi: "Chạy kế hoạch {checksum} ({count} việc)",
    en: "Ran plan {checksum} ({count} item(s))",
  },
} as const;
