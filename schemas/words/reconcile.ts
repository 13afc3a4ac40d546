// Why a task or a whole portal is held. Field names inside are filled in by the catalogue entry "field.<name>".
export const reconcileWords = {
  "reconcile.both_changed": {
    vi: "Cả hai bên cùng sửa “{field}”: sổ ghi “{ours}”, cổng ghi “{theirs}”, lần khớp trước là “{base}”. Hãy chọn giá trị đúng.",
    en: "Both sides changed “{field}”: register “{ours}”, portal “{theirs}”, last agreed “{base}”. Choose the right value.",
  },
  "reconcile.unmet": {
    vi: "“{field}” khác nhau ngay khi liên kết: sổ ghi “{ours}”, cổng ghi “{theirs}”. Hãy chọn giá trị đúng.",
    en: "“{field}” differs at first linking: register “{ours}”, portal “{theirs}”. Choose the right value.",
  },
  "reconcile.unknown_word": {
    vi: "Cổng dùng từ “{word}” cho “{field}” mà chưa ai quy ước nghĩa. Hãy cho biết nghĩa của từ này bằng: dongbo word map",
    en: "The portal says “{word}” for “{field}”, which nobody has mapped. Say what it means with: dongbo word map",
  },
  "reconcile.no_word": {
    vi: "Cổng không có từ nào cho “{field}” là “{ours}” (cổng đang ghi “{theirs}”). Hãy nhận giá trị của cổng, hoặc báo đơn vị quản lý cổng.",
    en: "The portal has no word for “{field}” being “{ours}” (it shows “{theirs}”). Take the portal's value, or tell the portal's owner.",
  },
  "reconcile.write_war": {
    vi: "“{field}” bị ghi qua ghi lại: ta đã gửi “{ours}” {times} lần (người ghi trong sổ: {writer}), lần nào {portal} cũng đổi, nay là “{theirs}”. Chỉ trường này bị đóng băng; hãy thống nhất với người ghi tại {portal} rồi chọn giá trị đúng.",
    en: "“{field}” is being rewritten to and fro: we sent “{ours}” {times} time(s) (in the register by {writer}), and each time {portal} changed it, now to “{theirs}”. Only this field is frozen; agree with whoever writes it at {portal}, then choose.",
  },
  "reconcile.backwards_there": {
    vi: "Gửi đi sẽ làm lùi “{field}” tại cổng, từ “{from}” về “{to}”. Hãy kiểm tra sổ, hoặc nhận giá trị của cổng.",
    en: "Sending would move “{field}” at the portal backwards, from “{from}” to “{to}”. Check the register, or take the portal's value.",
  },
  "reconcile.backwards_here": {
    vi: "Cổng làm lùi “{field}” từ “{from}” về “{to}”. Hãy hỏi đơn vị quản lý cổng rồi chọn giá trị đúng.",
    en: "The portal moved “{field}” backwards, from “{from}” to “{to}”. Ask the portal's owner, then choose.",
  },
  "reconcile.completed_unproven_here": {
    vi: "Sổ ghi đã hoàn thành nhưng thiếu ngày hoàn thành thực tế hoặc minh chứng. Hãy bổ sung rồi gửi lại.",
    en: "The register says completed but the actual date or the evidence is missing. Add it, then push again.",
  },
  "reconcile.proofs_missing": {
    vi: "Sổ ghi đã hoàn thành nhưng chương trình còn yêu cầu: {proofs}. Hãy bổ sung bằng dongbo evidence add (--kind, --number, --date, --link), hoặc xin miễn bằng dongbo evidence waive.",
    en: "The register says completed, but the task's programme still asks for: {proofs}. Add it with dongbo evidence add (--kind, --number, --date, --link), or have it waived with dongbo evidence waive.",
  },
  "reconcile.completed_unproven_there": {
    vi: "Cổng ghi “{theirs}” nhưng không có ngày hoàn thành hoặc minh chứng. Hãy xác minh trước khi nhận.",
    en: "The portal says “{theirs}” but shows no actual date or no evidence. Verify before taking it over.",
  },
  "reconcile.late_unexplained": {
    vi: "Quá hạn {due} mà chưa có lý do chậm và ngày dự kiến hoàn thành. Hãy bổ sung cả hai.",
    en: "Overdue since {due} without a delay reason and an expected date. Add both.",
  },
  "reconcile.locked": {
    vi: "Cổng không nhận cập nhật lúc này: “{words}”. Khi cổng mở lại, chạy: dongbo push --all",
    en: "The portal takes no updates now: “{words}”. Once it reopens, run: dongbo push --all",
  },
  "reconcile.secret": {
    vi: "Nhiệm vụ không được đánh dấu “thường”: không gửi ra khỏi máy này.",
    en: "The task is not plainly marked normal: it does not leave this machine.",
  },
  "reconcile.gone": {
    vi: "Cổng báo không còn nhiệm vụ số {remoteId}. Hãy hỏi đơn vị quản lý cổng; không xóa gì trong sổ.",
    en: "The portal says that its task {remoteId} is gone. Ask the portal's owner; nothing is deleted in the register.",
  },
  "reconcile.unlisted_once": {
    vi: "Danh sách của cổng không còn nhiệm vụ số {remoteId}. Một lần chưa nói lên điều gì: chưa gửi, lần chạy sau xem lại.",
    en: "The portal's list lacks its task {remoteId}. Once proves nothing: not sent, looked at again by the next run.",
  },
  "reconcile.unlisted": {
    vi: "{times} lần liền danh sách đầy đủ của cổng không có nhiệm vụ số {remoteId}. Hãy hỏi đơn vị quản lý cổng; không xóa gì trong sổ.",
    en: "{times} complete listings in a row lack the portal's task {remoteId}. Ask the portal's owner; nothing is deleted in the register.",
  },
  "reconcile.closed": {
    vi: "Cổng không cho ta xem nhiệm vụ số {remoteId}: “{words}”. Hãy hỏi đơn vị quản lý cổng về quyền của tài khoản.",
    en: "The portal does not let us see its task {remoteId}: “{words}”. Ask its owner about the account's rights.",
  },
  "reconcile.file_secret": {
    vi: "Một tệp minh chứng ({sha256}) không được đánh dấu “thường”: không gửi đi. Nếu đánh dấu sai, xác định lại bằng: dongbo evidence classify.",
    en: "An evidence file ({sha256}) is not plainly marked normal and is not sent. If that is wrong, say so with: dongbo evidence classify.",
  },
  "reconcile.file_asks": {
    vi: "Một tệp minh chứng ({sha256}) có dấu hiệu mật ở tên hoặc trang đầu: chưa gửi. Hãy xem tệp rồi xác định độ mật bằng: dongbo evidence classify.",
    en: "An evidence file ({sha256}) bears a mark of secrecy in its name or on its first page and is not sent. Look at it and say how secret it is with: dongbo evidence classify.",
  },
  "reconcile.file_differs": {
    vi: "Cổng đã có tệp “{name}” nhưng khác nội dung ({theirs} byte, bản của ta {ours} byte). Hãy đổi tên tệp hoặc nhờ cổng xóa bản sai.",
    en: "The portal has a file “{name}” with other content ({theirs} bytes, ours {ours}). Rename ours or have the wrong one removed.",
  },
  "reconcile.file_missing_again": {
    vi: "Tệp “{name}” đã được gửi lại một lần trong 30 ngày qua, nay cổng lại không còn giữ: không gửi nữa. Hãy hỏi đơn vị quản lý cổng, rồi chạy dongbo run retry last.",
    en: "File “{name}” was sent again once within 30 days and the portal has lost it once more: it is not sent any more. Ask whoever runs the portal, then run dongbo run retry last.",
  },
  "reconcile.file_changed_again": {
    vi: "Tệp “{name}” đã được gửi lại một lần trong 30 ngày qua, bản trên cổng vẫn không nguyên vẹn: không gửi nữa. Hãy nhờ cổng xóa bản hỏng, rồi chạy dongbo run retry last.",
    en: "File “{name}” was sent again once within 30 days and the portal's copy is still not whole: it is not sent any more. Have the broken copy removed there, then run dongbo run retry last.",
  },
  "reconcile.file_too_large": {
    vi: "Tệp “{name}” nặng {size} byte, cổng chỉ nhận tới {max} byte. Hãy nén hoặc tách tệp.",
    en: "File “{name}” has {size} bytes, the portal takes at most {max}. Compress or split it.",
  },
  "reconcile.file_type": {
    vi: "Tệp “{name}” thuộc loại {type}, cổng chỉ nhận {types}. Hãy chuyển sang loại cổng nhận.",
    en: "File “{name}” is of type {type}, the portal takes only {types}. Convert it.",
  },
  "reconcile.file_ending": {
    vi: "Tệp “{name}” có nội dung {type} nhưng đuôi tên không phải {endings}. Hãy đổi đuôi tên cho đúng rồi thêm lại tệp.",
    en: "File “{name}” holds {type} but its name does not end in {endings}. Correct the ending and add the file again.",
  },
  "reconcile.file_empty": {
    vi: "Tệp “{name}” rỗng, cổng không nhận. Hãy thêm lại tệp đúng.",
    en: "File “{name}” is empty, the portal does not take it. Add the right file.",
  },
  "reconcile.file_name_long": {
    vi: "Tên tệp “{name}” dài {length} ký tự, cổng chỉ nhận tới {max}. Hãy đặt tên ngắn hơn rồi thêm lại tệp.",
    en: "The file name “{name}” has {length} characters, the portal takes at most {max}. Give a shorter name and add the file again.",
  },
  "reconcile.file_name_characters": {
    vi: "Tên tệp “{name}” có ký tự cổng không nhận: {characters}. Hãy đổi tên rồi thêm lại tệp.",
    en: "The file name “{name}” holds characters that the portal does not take: {characters}. Rename it and add it again.",
  },
  "reconcile.file_too_many": {
    vi: "Nhiệm vụ sẽ có {count} tệp tại cổng, cổng chỉ nhận tới {max}. Hãy gộp bớt tệp hoặc nhờ cổng xóa tệp thừa.",
    en: "The task would have {count} files at the portal, which takes at most {max}. Merge some, or have the superfluous ones removed.",
  },
  "reconcile.file_without_link": {
    vi: "Cổng chỉ nhận địa chỉ đăng tải, chưa có địa chỉ của tệp “{name}”. Hãy thêm lại tệp với --link.",
    en: "The portal takes only addresses, and “{name}” has none. Add the file again with --link.",
  },
  "guard_name.too_many_changes": { vi: "sửa quá nhiều nhiệm vụ", en: "too many tasks change" },
  "guard_name.too_many_protected": {
    vi: "sửa quá nhiều trường của cơ quan giao",
    en: "too many fields of the assigning side change",
  },
  "guard_name.moved_everywhere": { vi: "cổng đổi hàng loạt", en: "the portal moved everywhere" },
  "guard_name.empty_listing": { vi: "cổng không liệt kê gì", en: "the portal lists nothing" },
  "guard_name.short_listing": { vi: "danh sách ngắn bất thường", en: "an unusually short listing" },
  "guard_name.mapping_changed": { vi: "bảng quy đổi đã đổi", en: "the mapping has changed" },
  "guard_name.window": { vi: "ngoài khung giờ gửi", en: "outside the window" },
  "guard_name.unreachable": { vi: "không kết nối được", en: "not reachable" },
  "guard.empty_listing": {
    vi: "{portal} không liệt kê nhiệm vụ nào (0 / {links}). Dừng cổng này: có thể tài khoản mất quyền, không phải nhiệm vụ bị xóa.",
    en: "{portal} lists no task at all (0 / {links}). Stopped: more likely lost rights than deleted tasks.",
  },
  "guard.short_listing": {
    vi: "{portal} chỉ liệt kê {listed} / {before} nhiệm vụ ({share}, ít nhất phải {least}). Dừng cổng này.",
    en: "{portal} lists only {listed} / {before} tasks ({share}, at least {least} expected). Stopped.",
  },
  "guard.mapping_changed": {
    vi: 'Bảng quy đổi của {portal} đã thay đổi so với lần khớp trước ({otherMapping} / {links} liên kết). Chỉ đối soát, chưa gửi. Xem bằng: dongbo drift --portal {portal}; chấp nhận bằng: dongbo drift --portal {portal} --accept-base --reason "..."',
    en: 'The field map, status map or field owners of {portal} changed since the last agreement ({otherMapping} / {links} links). Drift only. Look with: dongbo drift --portal {portal}; accept with: dongbo drift --portal {portal} --accept-base --reason "..."',
  },
  "guard.too_many_send": {
    vi: "Kế hoạch sẽ sửa {changing} / {links} nhiệm vụ tại {portal} ({share}, giới hạn {most}). Hãy xem kế hoạch; nếu đúng, cho phép bằng --override.",
    en: "The plan would change {changing} / {links} tasks at {portal} ({share}, limit {most}). Look at it; if right, allow it with --override.",
  },
  "guard.too_many_protected": {
    vi: "“{field}” sẽ thay đổi cùng lúc ở {changing} / {links} nhiệm vụ tại {portal} ({share}, giới hạn {most} nhiệm vụ). Đây là trường do cơ quan giao quyết định; hãy hỏi đơn vị quản lý cổng; nếu đúng, cho phép bằng --override.",
    en: "“{field}” would change at once in {changing} / {links} tasks at {portal} ({share}, limit {most} tasks). The assigning side sets it; ask the portal's owner; if right, allow it with --override.",
  },
  "guard.moved_everywhere": {
    vi: "{portal} đã đổi “{field}” ở {moved} / {looked} nhiệm vụ vừa xem ({share}, giới hạn {most}). Thường là đọc sai (múi giờ, định dạng, cột khác), không phải thay đổi thật; hãy xem trên cổng; nếu đúng, cho phép bằng --override.",
    en: "{portal} moved “{field}” in {moved} / {looked} tasks looked at ({share}, limit {most}). That is mostly a misreading (time zone, format, another column); look at the portal; if right, allow it with --override.",
  },
  "guard.too_many_adopt": {
    vi: "{portal} đã thay đổi {changing} / {links} nhiệm vụ cùng lúc ({share}, giới hạn {most}). Hãy hỏi đơn vị quản lý cổng; nếu đúng, cho phép bằng --override.",
    en: "{portal} changed {changing} / {links} tasks at once ({share}, limit {most}). Ask its owner; if right, allow it with --override.",
  },
} as const;
