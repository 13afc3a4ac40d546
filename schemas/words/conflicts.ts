// What is said of conflicts, of settling them, of rules, learned words and the history of a field.
export const conflictWords = {
  "cli.conflicts_resolve": {
    vi: "Chọn giá trị đúng cho một trường bị giữ; lần gửi tới sẽ thực hiện",
    en: "Choose the right value of a held field; the next push carries it out",
  },
  "cli.conflicts_rules": {
    vi: "Các quy tắc “luôn như vậy”: ai đặt, khi nào, vì sao",
    en: "The rules “always so”: who made them, when, why",
  },
  "cli.conflicts_forget": { vi: "Bỏ một quy tắc", en: "Remove a rule" },
  "cli.word": { vi: "Các từ trạng thái chưa rõ nghĩa", en: "Status words that nobody has mapped" },
  "cli.word_list": {
    vi: "Liệt kê các từ lạ của cổng, lần đầu và lần cuối gặp, nhiệm vụ bị giữ",
    en: "List portals' unknown words, when they were seen, and the tasks they hold",
  },
  "cli.word_map": {
    vi: "Cho biết nghĩa của một từ lạ và thả các nhiệm vụ bị giữ vì nó",
    en: "Say what an unknown word means and release the tasks it holds",
  },
  "cli.word_forget": { vi: "Đưa một từ trở lại danh sách chưa rõ", en: "Put a word back into quarantine" },
  "cli.option.accept_base": {
    vi: "sau khi đổi bảng quy đổi hoặc quyền trường: chấp nhận mốc khớp mới (cần --portal, --reason)",
    en: "after a change of maps or owners: accept the new base (needs --portal, --reason)",
  },
  "cli.base_accepted": {
    vi: "{portal}: đã chấp nhận mốc khớp mới của {links} liên kết; {openFields} trường phải so lại từ đầu. Tiếp: dongbo push --portal {portal}",
    en: "{portal}: accepted the new base of {links} link(s); {openFields} field(s) meet anew. Next: dongbo push --portal {portal}",
  },
  "cli.option.reason": { vi: "lý do (bắt buộc, ghi vào nhật ký)", en: "why (required, goes on the ledger)" },
  "cli.option.take": {
    vi: "lấy giá trị nào: ours (sổ), theirs (cổng), hoặc chính giá trị đúng",
    en: "whose value: ours (register), theirs (portal), or the right value itself",
  },
  "cli.option.always": {
    vi: "từ nay luôn như vậy với trường này ở cổng này (thành quy tắc)",
    en: "always so from now on for this field at this portal (makes a rule)",
  },
  "cli.option.as": {
    vi: "nghĩa của từ: một trạng thái, hoặc unchanged (không nói gì về trạng thái)",
    en: "what the word means: a status, or unchanged (says nothing of the status)",
  },
  "cli.option.extension": {
    vi: "gia hạn: none, requested, granted, refused",
    en: "extension: none, requested, granted, refused",
  },
  "cli.option.extended_to": { vi: "gia hạn đến ngày", en: "extended to this day" },
  "cli.option.extension_reason": { vi: "lý do gia hạn", en: "reason for the extension" },
  "cli.option_needed": {
    vi: "Thiếu tùy chọn {option} (dạng: {expects}).",
    en: "The option {option} is missing (expected: {expects}).",
  },
  "extension.none": { vi: "Không gia hạn", en: "None" },
  "extension.requested": { vi: "Đã xin gia hạn", en: "Requested" },
  "extension.granted": { vi: "Được gia hạn", en: "Granted" },
  "extension.refused": { vi: "Không được gia hạn", en: "Refused" },
  "take.ours": { vi: "giá trị của sổ", en: "the register's value" },
  "take.theirs": { vi: "giá trị của cổng", en: "the portal's value" },
  "case.both_changed": { vi: "cả hai bên cùng sửa", en: "both sides changed it" },
  "case.unmet": { vi: "khác nhau ngay khi liên kết", en: "different at first linking" },
  "case.backwards_here": { vi: "cổng làm lùi", en: "the portal moved it backwards" },
  "case.backwards_there": { vi: "gửi đi sẽ làm lùi tại cổng", en: "sending would move it backwards" },
  "case.completed_unproven_there": {
    vi: "cổng ghi hoàn thành mà thiếu ngày hoặc minh chứng",
    en: "completed at the portal without date or evidence",
  },
  "case.no_word": { vi: "cổng không có từ tương ứng", en: "the portal has no word for it" },
  "case.write_war": { vi: "ghi qua ghi lại", en: "rewritten to and fro" },
  "pattern.same": { vi: "hai bên giống nhau", en: "both sides agree" },
  "pattern.ours": { vi: "chỉ sổ thay đổi", en: "only the register changed" },
  "pattern.theirs": { vi: "chỉ cổng thay đổi", en: "only the portal changed" },
  "pattern.both": { vi: "cả hai bên cùng thay đổi", en: "both sides changed" },
  "pattern.unmet_ours": { vi: "gặp lần đầu, cổng còn trống", en: "first meeting, blank at the portal" },
  "pattern.unmet_theirs": { vi: "gặp lần đầu, sổ còn trống", en: "first meeting, blank in the register" },
  "pattern.unmet_both": { vi: "gặp lần đầu, hai giá trị khác nhau", en: "first meeting, two values" },
  "owner.ours": { vi: "trường do sổ quyết định", en: "the register decides this field" },
  "owner.theirs": { vi: "trường do cổng quyết định", en: "the portal decides this field" },
  "owner.shared": {
    vi: "trường chung: bên nào sửa thì theo bên đó",
    en: "a shared field: whoever changed it",
  },
  "owner.append_only": { vi: "trường chỉ ghi thêm", en: "an append-only field" },
  "owner.derived": { vi: "trường suy ra, không so", en: "a derived field, not compared" },
  "cli.settled_by.resolution": { vi: "theo quyết định r{id}", en: "by decision r{id}" },
  "cli.settled_by.rule": { vi: "theo quy tắc {id}", en: "by rule {id}" },
  "cli.event.changed": { vi: "sửa trong sổ", en: "changed in the register" },
  "cli.event.adopted": { vi: "nhận từ {portal}", en: "taken over from {portal}" },
  "cli.event.gave_way": { vi: "giá trị của {portal} đã nhường", en: "the value of {portal} gave way" },
  "cli.event.sent": { vi: "gửi lên {portal}", en: "sent to {portal}" },
  "cli.event.resolved": { vi: "người quyết định ({portal})", en: "decided by a person ({portal})" },
  "cli.event.held": { vi: "đang giữ tại {portal}", en: "held at {portal}" },
  "cli.three_sides": {
    vi: "lần khớp trước “{base}” · sổ “{ours}” · cổng “{theirs}”",
    en: "last agreed “{base}” · register “{ours}” · portal “{theirs}”",
  },
  "cli.conflicts_next": {
    vi: "Xem từng mục và cách chọn: dongbo conflicts show MÃ@CỔNG",
    en: "Look at one and how to settle it: dongbo conflicts show CODE@PORTAL",
  },
  "cli.settle_by": {
    vi: '→ dongbo conflicts resolve {id} --take ours|theirs|GIÁ_TRỊ --reason "..."',
    en: '→ dongbo conflicts resolve {id} --take ours|theirs|VALUE --reason "..."',
  },
  "cli.resolved": {
    vi: "{code} tại {portal}: “{field}” lấy {side} (“{value}”). Lần gửi tới sẽ thực hiện: dongbo push --portal {portal}",
    en: "{code} at {portal}: “{field}” takes {side} (“{value}”). The next push carries it out: dongbo push --portal {portal}",
  },
  "cli.rule_made": {
    vi: "Đã thành quy tắc {id} của {portal}. Xem: dongbo conflicts rules; bỏ: dongbo conflicts forget {id}",
    en: "Made rule {id} of {portal}. See: dongbo conflicts rules; remove: dongbo conflicts forget {id}",
  },
  "cli.rule": {
    vi: "{id} · {portal} · {field}: {case} → luôn lấy {side} · {who}, {at}: {reason}",
    en: "{id} · {portal} · {field}: {case} → always takes {side} · {who}, {at}: {reason}",
  },
  "cli.rule_removed": { vi: "đã bỏ: {who}, {at}: {reason}", en: "removed: {who}, {at}: {reason}" },
  "cli.no_rules": { vi: "Chưa có quy tắc nào.", en: "There are no rules." },
  "cli.no_words": { vi: "Không có từ lạ nào.", en: "There are no unknown words." },
  "cli.word_seen": {
    vi: "{portal}: “{word}” · gặp lần đầu {first}, lần cuối {last}",
    en: "{portal}: “{word}” · first seen {first}, last {last}",
  },
  "cli.word_means": {
    vi: "nghĩa là “{meaning}” · {who}, {at}: {reason}",
    en: "means “{meaning}” · {who}, {at}: {reason}",
  },
  "cli.word_unchanged": { vi: "không nói gì về trạng thái", en: "says nothing of the status" },
  "cli.word_mapped": {
    vi: "{portal}: từ nay “{word}” nghĩa là “{meaning}”. Đã thả {count} nhiệm vụ; chạy: dongbo push --portal {portal}",
    en: "{portal}: from now on “{word}” means “{meaning}”. Released {count} task(s); run: dongbo push --portal {portal}",
  },
  "cli.word_forgotten": {
    vi: "{portal}: “{word}” trở lại danh sách chưa rõ nghĩa.",
    en: "{portal}: “{word}” is back in quarantine.",
  },
  "push.not_held": {
    vi: "Không có mục tạm giữ nào là “{id}”. Xem các mục: dongbo conflicts list",
    en: "Nothing held is called “{id}”. See what is: dongbo conflicts list",
  },
  "push.held_otherwise": {
    vi: "“{field}” của “{id}” đã đổi từ lúc bạn xem: nay sổ ghi “{ours}”, cổng ghi “{theirs}”. Chưa quyết định gì; hãy mở lại trang Xung đột và xem lại.",
    en: "“{field}” of “{id}” has changed since you looked: the register now says “{ours}”, the portal “{theirs}”. Nothing was decided; open the conflicts again and look anew.",
  },
  "push.which_portal": {
    vi: "Nhiệm vụ {code} bị giữ ở nhiều cổng. Hãy nêu rõ một mục: {ids}",
    en: "Task {code} is held at several portals. Name one: {ids}",
  },
  "push.which_field": {
    vi: "“{id}” có nhiều trường phải chọn. Hãy nêu rõ từng trường: {ids}",
    en: "“{id}” has several fields to choose. Name one: {ids}",
  },
  "push.not_to_choose": {
    vi: "“{id}” không giải quyết được bằng cách chọn giá trị; hãy sửa điều sau trước:",
    en: "“{id}” is not settled by choosing a value; first mend this:",
  },
  "push.reason_needed": {
    vi: 'Phải nêu lý do: thêm --reason "...".',
    en: 'A reason is needed: add --reason "...".',
  },
  "push.no_word_to_send": {
    vi: "Cổng không có từ nào cho giá trị của sổ ở “{field}”, nên không thể lấy ours. Hãy lấy theirs, hoặc một giá trị khác.",
    en: "The portal has no word for the register's value of “{field}”, so ours cannot be taken. Take theirs, or another value.",
  },
  "push.rule_takes_a_side": {
    vi: "Quy tắc --always phải lấy ours hoặc theirs, không phải một giá trị riêng.",
    en: "A rule (--always) takes ours or theirs, not a value of its own.",
  },
  "push.no_rule_for_war": {
    vi: "Không đặt quy tắc cho “{field}” khi đang bị ghi qua ghi lại: nó sẽ lặp mãi. Hãy đổi bên quyết định trường này trong dongbo.yaml (owners).",
    en: "No rule for “{field}” while it is being rewritten to and fro: it would go on for ever. Change who owns the field in dongbo.yaml (owners).",
  },
  "push.resolved": {
    vi: "Quyết định {code} tại {portal}: “{field}” là “{value}” ({take}). Lý do: {reason}",
    en: "Decided {code} at {portal}: “{field}” is “{value}” ({take}). Reason: {reason}",
  },
  "push.resolved_value": {
    vi: "Người xử lý chọn giá trị này khi sổ và {portal} khác nhau: {reason}",
    en: "A person chose this value where register and {portal} differed: {reason}",
  },
  "push.gave_way": {
    vi: "Giá trị của {portal} nhường cho giá trị của sổ theo quyết định: {reason}",
    en: "The value of {portal} gave way to the register's by decision: {reason}",
  },
  "push.because": { vi: "Lý do: {reason}", en: "Reason: {reason}" },
  "push.rule_made": {
    vi: "Đặt quy tắc {id}: tại {portal}, “{field}” ({case}) luôn lấy {take}. Lý do: {reason}",
    en: "Made rule {id}: at {portal}, “{field}” ({case}) always takes {take}. Reason: {reason}",
  },
  "push.rule_removed": {
    vi: "Bỏ quy tắc {id} của {portal}. Lý do: {reason}",
    en: "Removed rule {id} of {portal}. Reason: {reason}",
  },
  "push.no_such_rule": {
    vi: "Không có đúng một quy tắc đang dùng nào bắt đầu bằng “{id}”. Xem: dongbo conflicts rules",
    en: "No single rule in force begins with “{id}”. See: dongbo conflicts rules",
  },
  "push.no_such_word": {
    vi: "{portal} chưa từng dùng từ “{word}”. Các từ đã gặp: {known}",
    en: "{portal} never used the word “{word}”. Words seen: {known}",
  },
  "push.word_mapped_already": {
    vi: "{portal}: từ “{word}” đã có nghĩa. Muốn đổi, trước hết: dongbo word forget",
    en: "{portal}: the word “{word}” has a meaning already. To change it, first: dongbo word forget",
  },
  "push.word_not_mapped": {
    vi: "{portal}: từ “{word}” chưa có nghĩa nào để bỏ.",
    en: "{portal}: the word “{word}” has no meaning to take back.",
  },
  "push.word_mapped": {
    vi: "Từ “{word}” của {portal} nghĩa là “{meaning}”. Lý do: {reason}",
    en: "The word “{word}” of {portal} means “{meaning}”. Reason: {reason}",
  },
  "push.word_forgotten": {
    vi: "Từ “{word}” của {portal} trở lại chưa rõ nghĩa. Lý do: {reason}",
    en: "The word “{word}” of {portal} is unknown again. Reason: {reason}",
  },
  "push.base_accepted": {
    vi: "Chấp nhận mốc khớp mới của {portal}: {links} liên kết, {openFields} trường phải so lại từ đầu. Lý do: {reason}",
    en: "Accepted a new base of {portal}: {links} link(s), {openFields} field(s) meet anew. Reason: {reason}",
  },
  "push.no_such_past": {
    vi: "Lịch sử của {code} không có mục {entry} nào khôi phục được. Xem: dongbo task history {code}",
    en: "The history of {code} has no entry {entry} that can be restored. See: dongbo task history {code}",
  },
  "push.restored": {
    vi: "Khôi phục giá trị trước mục {entry}: {reason}",
    en: "Restored the value before entry {entry}: {reason}",
  },
} as const;
