// What the conformance kit says: the titles of its cases, and why a case does not concern a portal.
export const conformanceWords = {
  "conformance.about": {
    vi: "chạy bộ kiểm tra hợp chuẩn cho một bộ nối với cổng mô phỏng của nó, hoặc kiểm tra một tệp kết quả (--verify)",
    en: "runs the conformance kit on an adapter against its simulator, or checks a written result (--verify)",
  },
  "conformance.option.level": {
    vi: "mức cần đạt: bronze (đồng, đọc an toàn), silver (bạc, ghi an toàn), gold (vàng, chịu được mọi lỗi); không ghi là gold",
    en: "the level to reach: bronze (safe to read), silver (safe to write), gold (survives every fault); gold if left out",
  },
  "conformance.option.live": {
    vi: "tại chính cổng có tên này trong cấu hình, chỉ đọc: mức đồng",
    en: "at the portal of this name in the configuration itself, reading only: bronze",
  },
  "conformance.live_is_bronze": {
    vi: "Tại cổng đang hoạt động chỉ kiểm tra việc đọc. Cách sửa: bỏ --level, hoặc bỏ --live để chạy với cổng mô phỏng",
    en: "At a portal in use only reading is tested. Fix: leave out --level, or leave out --live to run against the simulator",
  },
  "conformance.live.complete": {
    vi: "hai lần liệt kê cho cùng các nhiệm vụ, mỗi nhiệm vụ một lần",
    en: "lists the same tasks twice, each of them once",
  },
  "conformance.live.declared_fields": {
    vi: "cho thấy mọi trường đã khai là đọc được, không hơn",
    en: "shows every field that it declares readable and no other",
  },
  "conformance.live.values": {
    vi: "cho thấy ngày, phần trăm và số tiền đúng dạng",
    en: "shows days, percentages and amounts as such",
  },
  "conformance.live.words": {
    vi: "biết mọi từ trạng thái mà cổng đang dùng",
    en: "knows every status word that the portal uses",
  },
  "conformance.live.reads_as_listed": {
    vi: "đọc riêng một nhiệm vụ giống như trong danh sách",
    en: "reads a task alone as the listing shows it",
  },
  "conformance.live.gone": {
    vi: "nói rõ là không có nhiệm vụ khi hỏi một mã không tồn tại",
    en: "says that a task is not there which nobody has entered",
  },
  "conformance.live.files": {
    vi: "cho thấy ở mỗi tệp điều đã khai là bằng chứng",
    en: "shows of each file what it declares as proof",
  },
  "conformance.live.abilities": {
    vi: "có đúng những lệnh ghi đã khai",
    en: "offers the calls that it declares, and no other",
  },
  "conformance.live.no_task": {
    vi: "cổng chưa cho thấy nhiệm vụ nào",
    en: "the portal shows no task",
  },
  "conformance.live.no_file": {
    vi: "cổng chưa cho thấy tệp nào",
    en: "the portal shows no file",
  },
  "conformance.live.no_single_read": {
    vi: "cổng không đọc được riêng một nhiệm vụ",
    en: "the portal cannot be asked for one task",
  },
  "conformance.option.out": {
    vi: "ghi kết quả có ký số vào tệp này",
    en: "write the signed result to this file",
  },
  "conformance.option.verify": {
    vi: "cho biết tệp kết quả này có nguyên vẹn không, ai ký, và bộ nối có thay đổi từ đó không",
    en: "say whether this result file is intact, who signed it, and whether the adapter has changed since",
  },
  "conformance.exit.0": {
    vi: "đạt mức yêu cầu; với --verify: có chữ ký, nguyên vẹn, bộ nối không đổi",
    en: "the level was reached; with --verify: signed, intact, and the adapter is the same",
  },
  "conformance.exit.1": {
    vi: "chưa đạt mức yêu cầu, hoặc kết quả không đáng tin, hoặc có lỗi",
    en: "the level was not reached, or the result is not worth relying on, or error",
  },
  "conformance.level.bronze": {
    vi: "Đồng: đọc an toàn",
    en: "Bronze: safe to read",
  },
  "conformance.level.silver": {
    vi: "Bạc: ghi an toàn",
    en: "Silver: safe to write",
  },
  "conformance.level.gold": {
    vi: "Vàng: chịu được mọi sự cố của đường truyền và của cổng",
    en: "Gold: survives what lines and portals do",
  },
  "conformance.reached.none": {
    vi: "chưa đạt mức nào",
    en: "none",
  },
  "conformance.reached.bronze": {
    vi: "đồng",
    en: "bronze",
  },
  "conformance.reached.silver": {
    vi: "bạc",
    en: "silver",
  },
  "conformance.reached.gold": {
    vi: "vàng",
    en: "gold",
  },
  "conformance.because.skipped": {
    vi: "bỏ qua: {because}",
    en: "skipped: {because}",
  },
  "conformance.because.failed": {
    vi: "không đạt: {because}",
    en: "failed: {because}",
  },
  "conformance.summary": {
    vi: "{adapter}: mức đạt được: {reached}. Đạt {passed}, bỏ qua {skipped}, không đạt {failed}.",
    en: "{adapter}: level reached: {reached}. Passed {passed}, skipped {skipped}, failed {failed}.",
  },
  "conformance.missing": {
    vi: "Còn thiếu để đạt mức {next}: {cases}",
    en: "Missing for {next}: {cases}",
  },
  "conformance.written": {
    vi: "Đã ghi kết quả vào {file}, ký bằng khóa của máy này.",
    en: "Result written to {file}, signed with the key of this installation.",
  },
  "conformance.unwritable": {
    vi: "Không ghi được kết quả vào “{file}”: {why}. Cách sửa: chọn đường dẫn khác ở --out",
    en: "The result cannot be written to “{file}”: {why}. Fix: choose another path in --out",
  },
  "conformance.unreadable": {
    vi: "Tệp “{file}” không phải kết quả kiểm tra đọc được: {why}. Cách sửa: đưa đúng tệp mà --out đã ghi",
    en: "The file “{file}” is no readable kit result: {why}. Fix: give the file that --out wrote",
  },
  "conformance.one_of_two": {
    vi: "Cần đúng một việc: kiểm tra một bộ nối hoặc xem lại một kết quả. Cách sửa: ghi tên bộ nối, ví dụ “portal test nq57”, hoặc --verify TỆP",
    en: "Either an adapter to test or a result to check is needed. Fix: give one of: a name, for example “portal test nq57”; or --verify FILE",
  },
  "conformance.no_such_adapter": {
    vi: "Không có bộ nối “{name}”. Cách sửa: chọn một trong: {known}",
    en: "There is no adapter “{name}”. Fix: choose one of: {known}",
  },
  "conformance.no_simulator": {
    vi: "Bộ nối “{name}” không có cổng mô phỏng để kiểm tra. Cách sửa: chọn bộ nối có cổng mô phỏng",
    en: "The adapter “{name}” has no simulator to be tested against. Fix: choose an adapter that has one",
  },
  "conformance.claims": {
    vi: "{adapter}, chạy ngày {day} với: {against}. Mức: {reached}.",
    en: "{adapter}, run on {day} against: {against}. Level: {reached}.",
  },
  "conformance.intact": {
    vi: "✓ {file} còn nguyên như lúc ký.",
    en: "✓ {file} is as it was signed.",
  },
  "conformance.not_intact": {
    vi: "✗ {file} không có chữ ký hoặc đã bị sửa sau khi ký: không ai bảo đảm kết quả này.",
    en: "✗ {file} is not signed, or was changed after it was signed: nobody vouches for it.",
  },
  "conformance.signed_here": {
    vi: "✓ Do chính máy này ký (khóa {key}).",
    en: "✓ Signed by this installation (key {key}).",
  },
  "conformance.signed_by": {
    vi: "! Do một máy khác ký, khóa {key}: hãy hỏi chủ khóa xem có đúng không.",
    en: "! Signed by another installation, key {key}: ask its owner whether the key is theirs.",
  },
  "conformance.same": {
    vi: "✓ Bộ nối {adapter} đúng là bản đã được kiểm tra.",
    en: "✓ The adapter {adapter} is the one that was tested.",
  },
  "conformance.changed": {
    vi: "✗ Bộ nối {adapter} đã thay đổi từ đó: hãy chạy lại bộ kiểm tra.",
    en: "✗ The adapter {adapter} has changed since: run the kit again.",
  },
  "conformance.unknown_here": {
    vi: "✗ Ở đây không có bộ nối {adapter} để so sánh.",
    en: "✗ There is no adapter {adapter} here to compare with.",
  },
  "conformance.reading.signs_in": {
    vi: "đăng nhập được bằng bí mật đúng",
    en: "signs in with the right secrets",
  },
  "conformance.reading.wrong_password": {
    vi: "với bí mật sai thì báo chưa đăng nhập (SignedOut), không bao giờ cho thấy một cổng rỗng",
    en: "is SignedOut with a wrong secret, and never shows an empty portal instead",
  },
  "conformance.reading.empty": {
    vi: "cổng rỗng thì danh sách rỗng, không báo lỗi",
    en: "lists nothing of an empty portal without an error",
  },
  "conformance.reading.complete": {
    vi: "liệt kê mỗi nhiệm vụ đúng một lần, qua bao nhiêu trang cũng vậy",
    en: "lists every task once, over as many pages as it takes",
  },
  "conformance.reading.twice": {
    vi: "liệt kê hai lần đều như nhau, kể cả sau một lần liệt kê bỏ dở",
    en: "lists the same twice, also after a listing that nobody finished",
  },
  "conformance.reading.values": {
    vi: "cho thấy mã, tên, thời hạn và cơ quan chủ trì đúng như cổng đang giữ",
    en: "shows code, title, deadline and lead agency exactly as the portal holds them",
  },
  "conformance.reading.unset": {
    vi: "thời hạn và cơ quan chủ trì chưa ai đặt thì để trống, không thành năm 1970",
    en: "shows a deadline and a lead agency that nobody set as nothing, not as 1970",
  },
  "conformance.reading.declared_fields": {
    vi: "cho thấy mọi trường đã khai là đọc được, và không trường nào khác",
    en: "shows every field that it declares readable and no other",
  },
  "conformance.reading.one": {
    vi: "đọc riêng một nhiệm vụ giống như trong danh sách",
    en: "reads one task as the listing shows it",
  },
  "conformance.reading.gone": {
    vi: "nhiệm vụ không có thì đọc ra là không có (null)",
    en: "reads a task that is not there as null",
  },
  "conformance.reading.removed": {
    vi: "nhiệm vụ đã bị xóa thì không hiện nữa: đọc riêng là không còn, trong danh sách cũng không",
    en: "shows a task that was removed no longer: gone by itself, missing from the list",
  },
  "conformance.reading.forbidden": {
    vi: "nhiệm vụ không cho xem thì không bị coi là đã xóa",
    en: "takes a task that is closed to us for none that is gone",
  },
  "conformance.reading.copied": {
    vi: "hai bản ghi cùng một mã thì hiện thành hai nhiệm vụ",
    en: "shows two records of one code as two tasks",
  },
  "conformance.reading.cut_list": {
    vi: "các trang sau trống mà cổng đếm nhiều hơn thì báo lỗi tạm thời (Transient)",
    en: "is Transient when later pages bring nothing although the portal counts more",
  },
  "conformance.reading.count_mismatch": {
    vi: "cổng đếm nhiều hơn số nhiệm vụ cho thấy thì báo lỗi tạm thời (Transient)",
    en: "is Transient when the portal counts more tasks than it shows",
  },
  "conformance.reading.clamped_pages": {
    vi: "cổng tự cắt trang ngắn hơn yêu cầu vẫn liệt kê đủ",
    en: "lists everything when the portal cuts pages shorter than asked",
  },
  "conformance.reading.shifting_pages": {
    vi: "dòng trôi giữa các trang vẫn liệt kê mỗi nhiệm vụ một lần, không sót",
    en: "yields each task once and misses none while rows shift between pages",
  },
  "conformance.reading.second_page": {
    vi: "trang thứ hai hỏng thì cả danh sách hỏng, không trả danh sách thiếu ({fault})",
    en: "fails the whole listing when its second page fails ({fault})",
  },
  "conformance.reading.sign_in_page": {
    vi: "giữa chừng danh sách hiện trang đăng nhập thì báo chưa đăng nhập (SignedOut) ({fault})",
    en: "is SignedOut when a sign-in page comes in the middle of a listing ({fault})",
  },
  "conformance.reading.extra_field": {
    vi: "cổng có trường chưa ai mô tả thì báo không nhận ra (Unrecognised)",
    en: "is Unrecognised when the portal shows a field that nobody described",
  },
  "conformance.reading.unknown_word": {
    vi: "trạng thái chưa ai ánh xạ thì báo lại, không bao giờ đoán",
    en: "reports a status word that nobody mapped, and never guesses a status for it",
  },
  "conformance.writing.reads_back": {
    vi: "gửi tiến độ, và cổng cho thấy đúng như vậy",
    en: "sends progress, and the portal shows it",
  },
  "conformance.writing.every_field": {
    vi: "ghi được mọi trường đã khai là ghi được",
    en: "writes every field that it declares writable",
  },
  "conformance.writing.status_words": {
    vi: "ánh xạ mọi trạng thái theo cả hai chiều, hoặc nói rõ phần bị mất",
    en: "maps every status word both ways, or says what is lost",
  },
  "conformance.writing.completes": {
    vi: "báo hoàn thành, và cổng cho thấy đúng như đã khai",
    en: "reports completion, and the portal shows what the facts say it will",
  },
  "conformance.writing.statuses": {
    vi: "gửi từng trạng thái mà cổng có từ, không coi trạng thái nào là đương nhiên",
    en: "sends each status that the portal has a word for, or takes none for granted",
  },
  "conformance.writing.only_what_was_set": {
    vi: "chỉ đổi phần được gửi: trường khác và nhiệm vụ khác giữ nguyên",
    en: "changes only what was set: the other fields and the other tasks stay",
  },
  "conformance.writing.empties": {
    vi: "xóa trống được một trường, hoặc bị từ chối mà không đổi gì",
    en: "empties a field with null, or is Refused without a change",
  },
  "conformance.writing.zero": {
    vi: "phân biệt số không với để trống",
    en: "keeps zero apart from nothing",
  },
  "conformance.writing.text_nfc": {
    vi: "giữ nguyên từng ký tự hoặc từ chối: chữ Việt dựng sẵn (NFC)",
    en: "keeps exactly or refuses: Vietnamese text in composed form",
  },
  "conformance.writing.text_nfd": {
    vi: "giữ nguyên từng ký tự hoặc từ chối: chữ Việt tổ hợp (NFD)",
    en: "keeps exactly or refuses: Vietnamese text in decomposed form",
  },
  "conformance.writing.text_lines": {
    vi: "giữ nguyên từng ký tự hoặc từ chối: nhiều dòng",
    en: "keeps exactly or refuses: several lines",
  },
  "conformance.writing.text_long": {
    vi: "giữ nguyên từng ký tự hoặc từ chối: 5.000 ký tự",
    en: "keeps exactly or refuses: 5,000 characters",
  },
  "conformance.writing.text_markup": {
    vi: "giữ nguyên từng ký tự hoặc từ chối: dấu nháy, thẻ và ký tự có nghĩa ở nơi khác",
    en: "keeps exactly or refuses: quotes, markup and characters that mean something elsewhere",
  },
  "conformance.writing.text_formula": {
    vi: "giữ nguyên từng ký tự hoặc từ chối: chữ mà bảng tính coi là công thức",
    en: "keeps exactly or refuses: text that a spreadsheet would take for a formula",
  },
  "conformance.writing.days": {
    vi: "không làm lệch ngày",
    en: "does not shift or round days",
  },
  "conformance.writing.amounts": {
    vi: "không làm tròn số tiền",
    en: "does not shift or round amounts",
  },
  "conformance.writing.entries_in_order": {
    vi: "cho thấy mọi lần cập nhật với đúng nội dung, mới nhất ở cuối, dù sau đó có người ghi thêm",
    en: "shows every entry with what it said, newest last, though somebody wrote another since",
  },
  "conformance.writing.marker": {
    vi: "thấy dấu của mình trong đúng lần cập nhật của mình, và không để dấu trong nội dung hiển thị",
    en: "finds its mark in its own entry and in no other, and shows no text with it",
  },
  "conformance.writing.no_marker": {
    vi: "không để dấu ở nơi cổng không có chỗ cho dấu",
    en: "puts no mark where the portal has no place for it",
  },
  "conformance.writing.side_by_side": {
    vi: "các thay đổi gửi cùng lúc không lẫn vào nhau",
    en: "keeps changes apart that are sent at the same time",
  },
  "conformance.writing.stale": {
    vi: "từ chối thay đổi dựa trên trạng thái đã cũ",
    en: "refuses a change that was decided against an older state",
  },
  "conformance.writing.gone": {
    vi: "ghi vào nhiệm vụ đã bị xóa thì không bao giờ coi là thành công",
    en: "never takes a write to a task that is gone for a success",
  },
  "conformance.outages.read": {
    vi: "đọc tiếp được sau một lần {fault}",
    en: "reads on after one {fault}",
  },
  "conformance.outages.portal_down": {
    vi: "cổng ngừng hẳn thì báo lỗi tạm thời (Transient), không bao giờ là danh sách rỗng",
    en: "is Transient when the portal stays down, never an empty list",
  },
  "conformance.outages.slow_drip": {
    vi: "chờ được câu trả lời đến nhỏ giọt",
    en: "waits for an answer that drips",
  },
  "conformance.outages.write_unclear": {
    vi: "sau {fault} khi ghi thì báo chưa rõ kết quả (Uncertain), không gửi lại",
    en: "is Uncertain after {fault} on a write, and does not send it again",
  },
  "conformance.outages.write_refused": {
    vi: "sau {fault} khi ghi mà cổng không nhận thì báo lỗi tạm thời (Transient)",
    en: "is Transient after {fault} on a write, which the portal did not take",
  },
  "conformance.outages.write_stalled": {
    vi: "câu trả lời cho lần ghi không bao giờ đến hết thì báo chưa rõ kết quả (Uncertain) ({fault})",
    en: "is Uncertain when the answer to a write never comes to its end ({fault})",
  },
  "conformance.outages.write_sign_in_page": {
    vi: "không coi trang đăng nhập là ghi thành công ({fault})",
    en: "takes a sign-in page for no success of a write ({fault})",
  },
  "conformance.outages.late_commit": {
    vi: "lần ghi đến nơi sau khi đứt kết nối thì báo chưa rõ kết quả (Uncertain), không gửi lại",
    en: "is Uncertain when a write lands after its connection was cut, and does not send it again",
  },
  "conformance.outages.never_left": {
    vi: "lần ghi chưa rời máy thì báo lỗi tạm thời (Transient), cổng không có gì",
    en: "is Transient when a write never left, and the portal has nothing",
  },
  "conformance.outages.token_in_listing": {
    vi: "phiên hết hạn giữa danh sách thì đăng nhập lại và đi tiếp",
    en: "signs in again when its token expires in the middle of a listing, and goes on",
  },
  "conformance.outages.token_before_write": {
    vi: "phiên hết hạn trước khi ghi thì đăng nhập lại và ghi đúng một lần",
    en: "signs in again when its token expires before a write, and writes once",
  },
  "conformance.outages.token_side_by_side": {
    vi: "phiên hết hạn thì gia hạn một lần cho mọi yêu cầu đang chạy",
    en: "renews an expired token once for all calls that are under way",
  },
  "conformance.outages.refresh_expires": {
    vi: "phiên không gia hạn được nữa thì đăng nhập mới",
    en: "signs in anew when its token cannot be renewed either",
  },
  "conformance.outages.csrf_expires": {
    vi: "mã biểu mẫu (CSRF) hết hạn thì lấy mã mới và ghi đúng một lần",
    en: "fetches a new form token when the old one has expired, and writes once",
  },
  "conformance.surprises.dropped_field": {
    vi: "đọc lại để thấy cổng đã bỏ một trường dù trả lời là nhận",
    en: "shows by reading back that the portal dropped a field it said yes to",
  },
  "conformance.surprises.silent_204": {
    vi: "không coi câu trả lời trống (204) là đã ghi khi cổng không giữ thay đổi",
    en: "never takes an empty yes for a change that was not kept",
  },
  "conformance.surprises.refused_in_list": {
    vi: "thấy lời từ chối nằm trong câu trả lời 200",
    en: "finds the refusal inside an answer of 200",
  },
  "conformance.surprises.success_false": {
    vi: "thấy thất bại nằm trong câu trả lời 200",
    en: "finds the failure inside an answer of 200",
  },
  "conformance.surprises.already_sent": {
    vi: "“đã gửi” không phải là từ chối: có thể là chính lần gửi bị mất trả lời của ta",
    en: "does not take “already sent” for a refusal: it may be our own lost call",
  },
  "conformance.surprises.strange_answer": {
    vi: "cổng trả lời lần ghi bằng lời lạ thì không kết luận là chưa ghi",
    en: "never calls a write undone that the portal told in unknown words",
  },
  "conformance.surprises.period_locked": {
    vi: "báo kỳ đã khóa bằng đúng lời của cổng",
    en: "says a closed period in the portal's own words",
  },
  "conformance.surprises.period_reopened": {
    vi: "kỳ mở lại thì ghi tiếp được",
    en: "writes again once a closed period is opened",
  },
  "conformance.surprises.edited_between": {
    vi: "cho thấy điều người khác ghi giữa lúc ta đọc và lúc ta ghi",
    en: "shows what somebody else wrote between our read and our write",
  },
  "conformance.surprises.edit_is_seen": {
    vi: "cho thấy ngay điều người dùng vừa sửa trên cổng",
    en: "shows at once what a person changed at the portal",
  },
  "conformance.surprises.reassigned": {
    vi: "cho thấy ngay nhiệm vụ đã đổi cơ quan chủ trì và thời hạn",
    en: "shows at once that the task has another agency and another deadline",
  },
  "conformance.surprises.rewritten": {
    vi: "cho thấy điều cổng tự sửa sau khi ta ghi",
    en: "shows what the portal made of what was written",
  },
  "conformance.surprises.clock_drift": {
    vi: "chỉ có đồng hồ của cổng trôi đi thì trạng thái đọc được vẫn như cũ",
    en: "reads the same status when only the portal's clock has moved on",
  },
  "conformance.surprises.secrets": {
    vi: "không để lại bí mật nào trong nhật ký, dưới mọi cách viết",
    en: "leaves no secret on record, in no spelling",
  },
  "conformance.surprises.on_record": {
    vi: "không gửi gì ngoài đường truyền có ghi nhật ký",
    en: "sends nothing past the recorded line",
  },
  "conformance.evidence.sent": {
    vi: "gửi một tệp, cổng giữ và cho thấy đúng từng byte",
    en: "sends a file, and the portal holds and shows it, byte for byte",
  },
  "conformance.evidence.second": {
    vi: "thêm tệp thứ hai bên cạnh tệp thứ nhất, có mã riêng",
    en: "adds a second file beside the first, with an id of its own",
  },
  "conformance.evidence.name_nfd": {
    vi: "giữ nguyên tên tệp hoặc từ chối: chữ Việt tổ hợp (NFD)",
    en: "keeps the file’s name exactly or refuses it: decomposed Vietnamese",
  },
  "conformance.evidence.name_spaces": {
    vi: "giữ nguyên tên tệp hoặc từ chối: dấu cách và dấu chấm",
    en: "keeps the file’s name exactly or refuses it: spaces and dots",
  },
  "conformance.evidence.name_quotes": {
    vi: "giữ nguyên tên tệp hoặc từ chối: dấu nháy và dấu ngăn cách",
    en: "keeps the file’s name exactly or refuses it: quotes and separators",
  },
  "conformance.evidence.name_long": {
    vi: "giữ nguyên tên tệp hoặc từ chối: 200 ký tự",
    en: "keeps the file’s name exactly or refuses it: 200 characters",
  },
  "conformance.evidence.empty": {
    vi: "từ chối tệp rỗng",
    en: "refuses an empty file",
  },
  "conformance.evidence.too_large": {
    vi: "từ chối tệp vượt giới hạn đã khai",
    en: "refuses a file over the declared limit",
  },
  "conformance.evidence.type": {
    vi: "từ chối loại tệp không khai",
    en: "refuses a type that is not declared",
  },
  "conformance.evidence.unclear": {
    vi: "sau {fault} khi tải tệp lên thì báo chưa rõ kết quả (Uncertain), không tải lại",
    en: "is Uncertain after {fault} of an upload, and does not upload again",
  },
  "conformance.evidence.lost_last_reply": {
    vi: "mất câu trả lời của bước cuối khi tải tệp thì báo chưa rõ kết quả (Uncertain)",
    en: "is Uncertain when the reply to the last step of an upload is lost",
  },
  "conformance.evidence.too_many": {
    vi: "cổng báo quá nhiều yêu cầu (429) khi tải tệp thì báo lỗi tạm thời (Transient), cổng không giữ gì",
    en: "is Transient after 429 on an upload, and nothing is held",
  },
  "conformance.evidence.truncated": {
    vi: "tệp bị lưu cụt không bao giờ hiện như tệp đã gửi",
    en: "never shows a file that was stored cut as the file that was sent",
  },
  "conformance.evidence.dropped": {
    vi: "không bao giờ cho thấy tệp mà cổng nhận rồi bỏ",
    en: "never shows a file that the portal took and did not keep",
  },
  "conformance.evidence.renamed": {
    vi: "cho thấy tệp dưới tên mà cổng đặt",
    en: "shows a file under the name that the portal gave it",
  },
  "conformance.evidence.proof": {
    vi: "cho thấy về tệp đúng điều đã khai làm bằng chứng",
    en: "shows of a file what it declares as proof",
  },
  "conformance.evidence.stored": {
    vi: "không bao giờ nói đã lưu trọn điều đã lưu cụt",
    en: "never says that it stored whole what it stored cut",
  },
  "conformance.evidence.read_back": {
    vi: "trả lại các byte của tệp đúng như đã gửi",
    en: "hands out the bytes of a file as they were sent",
  },
  "conformance.evidence.read_cut": {
    vi: "đứt giữa chừng thì tải lại từ đầu, không bao giờ coi một phần là toàn bộ",
    en: "begins again when the bytes break off, and never passes a part off as the whole",
  },
  "conformance.evidence.read_damaged": {
    vi: "trả đúng điều cổng đang giữ, kể cả khi khác với điều đã gửi",
    en: "hands out what it holds, also when that is not what was sent",
  },
  "conformance.evidence.lost": {
    vi: "tệp cổng đã mất thì không hiện nữa, và bị từ chối (Refused) khi hỏi nội dung",
    en: "shows a file no longer that the portal lost, and is Refused when asked for its bytes",
  },
  "conformance.abilities.calls": {
    vi: "có đúng những lệnh mà các khai báo nói",
    en: "offers exactly the calls that its facts declare",
  },
  "conformance.abilities.read_only": {
    vi: "không đổi được trường đã khai là không ghi được",
    en: "does not change a field that it declares not writable",
  },
  "conformance.abilities.stale": {
    vi: "đã khai cổng không từ chối thay đổi cũ thì quả thật không từ chối",
    en: "does not refuse a stale write where it denies that the portal does",
  },
  "conformance.abilities.entries": {
    vi: "khai rằng các lần cập nhật mang dấu của ta thì phải cho thấy chúng",
    en: "shows entries where it says that they carry our mark",
  },
  "conformance.abilities.evidence_types": {
    vi: "nhận tệp thuộc mọi loại đã khai",
    en: "takes a file of every type that it declares",
  },
  "conformance.abilities.evidence_size": {
    vi: "nhận tệp đúng bằng kích thước đã khai",
    en: "takes a file of exactly the declared size",
  },
  "conformance.abilities.evidence_name": {
    vi: "nhận tên tệp dài nhất đã khai, và từ chối tên dài hơn",
    en: "takes the longest declared name, and refuses one that is longer",
  },
  "conformance.skip.fault": {
    vi: "chủ của cổng này không tạo được {fault}",
    en: "the owner of this portal cannot produce {fault}",
  },
  "conformance.skip.read_only": {
    vi: "cổng không khai trường nào ghi được",
    en: "the portal declares no writable field",
  },
  "conformance.skip.read_task": {
    vi: "không hỏi riêng một nhiệm vụ ở cổng này được",
    en: "the portal cannot be asked for one task by itself",
  },
  "conformance.skip.others": {
    vi: "cổng đang giữ nhiệm vụ của người khác",
    en: "the portal holds tasks of others",
  },
  "conformance.skip.lifecycle": {
    vi: "cổng khai trạng thái là không ghi được",
    en: "the portal declares the status not writable",
  },
  "conformance.skip.uncounted": {
    vi: "không ai đếm số yêu cầu đến cổng này",
    en: "nobody counts what arrives at this portal",
  },
  "conformance.skip.no_such_field": {
    vi: "cổng không khai trường nào loại này là ghi được",
    en: "the portal declares no such field writable",
  },
  "conformance.skip.all_writable": {
    vi: "mọi trường cổng cho thấy đều ghi được",
    en: "every field that the portal shows is writable",
  },
  "conformance.skip.bytes": {
    vi: "phiên làm việc không trả nội dung tệp",
    en: "the session hands out no bytes of files",
  },
  "conformance.skip.marks": {
    vi: "các lần cập nhật của cổng mang dấu",
    en: "its entries carry marks",
  },
  "conformance.skip.native": {
    vi: "cổng từ chối thay đổi cũ, và đã khai như vậy",
    en: "the portal refuses stale writes, and says so",
  },
  "conformance.skip.large": {
    vi: "kích thước đã khai vượt {limit} MB, quá lớn để gửi thử",
    en: "the declared size is over {limit} MB, too much to send for a look",
  },
  "conformance.reading.nfd_text": {
    vi: "chữ đến dạng tổ hợp (NFD) vẫn đọc ra như cũ",
    en: "reads the same when all text comes in decomposed Unicode",
  },
  "conformance.reading.vanished_field": {
    vi: "trường đã mô tả biến mất thì báo không nhận ra (Unrecognised)",
    en: "is Unrecognised when a described field has vanished",
  },
  "conformance.reading.odd_days": {
    vi: "ngày ghi theo dạng khác thì đọc đúng hoặc không đọc ({as})",
    en: "reads days in another shape rightly or not at all ({as})",
  },
  "conformance.reading.odd_list": {
    vi: "danh sách bất thường thì liệt kê đủ hoặc báo lỗi ({fault})",
    en: "lists everything or throws when the list is odd ({fault})",
  },
  "conformance.reading.redirect_elsewhere": {
    vi: "không đi theo chuyển hướng sang máy khác",
    en: "follows no redirect to another host",
  },
  "conformance.reading.gone_by": {
    vi: "nhiệm vụ đã mất không bao giờ hiện như còn ({as})",
    en: "never shows a task that is gone as if it were there ({as})",
  },
  "conformance.surprises.task_changed": {
    vi: "cổng đổi nhiệm vụ thì bản cũ được coi là đã mất ({fault})",
    en: "knows the old task as gone after the portal changed it ({fault})",
  },
  "conformance.surprises.error_bodies": {
    vi: "không coi lời từ chối là đồng ý, dù ở dạng nào",
    en: "takes no refusal for a yes, whatever shape it has",
  },
  "conformance.surprises.passing_no": {
    vi: "lời từ chối nhất thời (409, 412) không bị coi là dứt khoát",
    en: "does not take a no of the moment (409, 412) for a final one",
  },
  "conformance.surprises.period_shown": {
    vi: "cho thấy kỳ đã khóa, bằng đúng lời của cổng",
    en: "shows that a period is closed, in the portal’s own words",
  },
  "conformance.surprises.clock_skew": {
    vi: "đồng hồ của cổng sai thì đọc ra vẫn như cũ",
    en: "reads the same when the portal’s clock is wrong",
  },
  "conformance.outages.write_chokes": {
    vi: "cổng luôn hỏng với nội dung đó thì báo chưa rõ kết quả (Uncertain), không gửi lại",
    en: "is Uncertain when the portal fails for good on what is sent, and does not send it again",
  },
  "conformance.outages.burst": {
    vi: "qua được giới hạn gửi dồn",
    en: "comes through a limit on bursts",
  },
  "conformance.evidence.foreign_bytes": {
    vi: "cổng thấy nội dung không đúng loại tệp thì bị từ chối (Refused)",
    en: "is Refused when the portal finds other bytes than those of the type",
  },
} as const;
