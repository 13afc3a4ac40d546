// What the room register says to users, and names of fields that no portal holds.
export const registerWords = {
  "field.kind": { vi: "Loại", en: "Kind" },
  "field.programmes": { vi: "Chương trình, nghị quyết", en: "Programmes" },
  "field.description": { vi: "Nội dung", en: "Description" },
  "field.cooperatingOrganisations": { vi: "Cơ quan phối hợp", en: "Supporting agencies" },
  "field.supervisingOrganisation": { vi: "Cơ quan theo dõi, đôn đốc", en: "Supervising agency" },
  "field.responsiblePerson": { vi: "Người chịu trách nhiệm", en: "Responsible person" },
  "field.deadline": { vi: "Thời hạn", en: "Due date" },
  "field.duePrecision": { vi: "Độ chính xác của thời hạn", en: "Due date precision" },
  "field.dueText": { vi: "Thời hạn theo văn bản", en: "Due date as worded" },
  "field.internalDueOn": { vi: "Hạn nội bộ", en: "Internal due date" },
  "field.extension": { vi: "Gia hạn", en: "Extension" },
  "field.extendedOn": { vi: "Gia hạn đến", en: "Extended to" },
  "field.extensionReason": { vi: "Lý do gia hạn", en: "Reason for the extension" },
  "field.deliverable": { vi: "Sản phẩm", en: "Deliverable" },
  "field.milestones": { vi: "Mốc thời gian", en: "Milestones" },
  "field.resources": { vi: "Nguồn lực", en: "Resources" },
  "field.classification": { vi: "Độ mật", en: "Classification" },
  "field.priority": { vi: "Độ khẩn", en: "Priority" },
  "field.sources": { vi: "Văn bản giao", en: "Assigning documents" },
  "field.import": { vi: "Dòng phụ lục đã nhập", en: "Imported appendix row" },
  "field.unchanged": { vi: "Báo cáo không phát sinh", en: "Reported: nothing has changed" },
  "field.waiver": { vi: "Miễn minh chứng", en: "Waiver of proofs" },
  "field.evidence": { vi: "Minh chứng", en: "Evidence" },

  "register.unknown_task": {
    vi: "Sổ không có nhiệm vụ mang mã “{code}”. Cách sửa: xem lại mã bằng lệnh dongbo task list, hoặc nhập phụ lục có nhiệm vụ này.",
    en: "The register has no task with code “{code}”. Fix: look the code up with dongbo task list, or import the appendix that holds it.",
  },
  "register.stale_version": {
    vi: "Nhiệm vụ {code}: nội dung đang sửa dựa trên phiên bản {expected}, nhưng sổ đã có phiên bản {found} do người khác vừa sửa. Cách sửa: mở lại nhiệm vụ rồi sửa tiếp.",
    en: "Task {code}: the change was made on version {expected}, but the register already has version {found}, changed by someone else. Fix: open the task again and repeat the change.",
  },
  "register.code_twice": {
    vi: "Mã nhiệm vụ “{code}” xuất hiện nhiều lần trong cùng một lượt. Cách sửa: giữ lại một dòng cho mỗi mã.",
    en: "Task code “{code}” comes more than once in the same batch. Fix: keep one row for each code.",
  },
  "register.unknown_field": {
    vi: "Nhiệm vụ {code}: không có trường “{field}” (đọc được “{read}”). Cách sửa: kiểm tra lại tên trường.",
    en: "Task {code}: there is no field “{field}” (read “{read}”). Fix: check the name of the field.",
  },
  "register.bad_text": {
    vi: "Nhiệm vụ {code}, “{field}”: đọc được “{read}”; phải là văn bản, không chứa ký tự hỏng. Cách sửa: nhập lại nội dung.",
    en: "Task {code}, “{field}”: read “{read}”; it must be text without broken characters. Fix: type the text again.",
  },
  "register.bad_day": {
    vi: "Nhiệm vụ {code}, “{field}”: đọc được “{read}”; phải là một ngày có thật. Cách sửa: ghi theo dạng năm-tháng-ngày, ví dụ 2025-12-31.",
    en: "Task {code}, “{field}”: read “{read}”; it must be a day that exists. Fix: write year-month-day, for example 2025-12-31.",
  },
  "register.bad_percent": {
    vi: "Nhiệm vụ {code}, “{field}”: đọc được “{read}”; phải là số nguyên từ 0 đến 100. Cách sửa: ghi lại, ví dụ 75.",
    en: "Task {code}, “{field}”: read “{read}”; it must be a whole number from 0 to 100. Fix: write it again, for example 75.",
  },
  "register.bad_money": {
    vi: "Nhiệm vụ {code}, “{field}”: đọc được “{read}”; phải là số đồng nguyên, không âm. Cách sửa: ghi đủ số đồng, ví dụ 1500000000.",
    en: "Task {code}, “{field}”: read “{read}”; it must be whole đồng, not negative. Fix: write the full amount, for example 1500000000.",
  },
  "register.bad_lifecycle": {
    vi: "Nhiệm vụ {code}, “{field}”: đọc được “{read}”; đây không phải là một trạng thái. Cách sửa: dùng một trong các từ not_started, in_progress, submitted, returned, completed, on_hold, cancelled, declined.",
    en: "Task {code}, “{field}”: read “{read}”, which is no status. Fix: use one of not_started, in_progress, submitted, returned, completed, on_hold, cancelled, declined.",
  },
  "register.bad_setting": {
    vi: "Nhiệm vụ {code}, “{field}”: đọc được “{read}”; giá trị này không hợp lệ. Cách sửa: xem các giá trị được phép trong phần trợ giúp của lệnh dongbo task set.",
    en: "Task {code}, “{field}”: read “{read}”, which is not valid. Fix: see the allowed values in the help of dongbo task set.",
  },
  "register.bad_deadline": {
    vi: "Nhiệm vụ {code}, thời hạn “{read}”: ngày và độ chính xác không khớp nhau. Cách sửa: có ngày thì ghi độ chính xác, không có ngày thì ghi none.",
    en: "Task {code}, due date “{read}”: the day and its precision do not fit. Fix: give a precision with a day, and none without.",
  },
  "register.extension_needs_day": {
    vi: "Nhiệm vụ {code}: gia hạn đã được chấp thuận thì phải ghi ngày mới. Cách sửa: thêm --extended-to, ví dụ 2026-03-31.",
    en: "Task {code}: a granted extension needs its new day. Fix: add --extended-to, for example 2026-03-31.",
  },
  "register.done_needs_percent": {
    vi: "Nhiệm vụ {code}: trạng thái “{lifecycle}” cần tiến độ 100%, sổ sẽ ghi {percent}%. Cách sửa: báo tiến độ 100, hoặc giữ trạng thái đang thực hiện.",
    en: "Task {code}: status “{lifecycle}” needs 100% progress, it would be {percent}%. Fix: report 100, or keep the task in progress.",
  },
  "register.done_needs_date": {
    vi: "Nhiệm vụ {code}: trạng thái “{lifecycle}” cần ngày hoàn thành thực tế. Cách sửa: ghi ngày của văn bản hoặc sản phẩm hoàn thành.",
    en: "Task {code}: status “{lifecycle}” needs the actual date of completion. Fix: give the date of the document or product that completed it.",
  },
  "register.done_in_future": {
    vi: "Nhiệm vụ {code}: ngày hoàn thành {completedOn} nằm sau hôm nay ({today}). Cách sửa: ghi ngày hoàn thành thực tế.",
    en: "Task {code}: the completion date {completedOn} lies after today ({today}). Fix: give the actual date.",
  },
  "register.date_needs_done": {
    vi: "Nhiệm vụ {code}: có ngày hoàn thành {completedOn} nhưng trạng thái là “{lifecycle}”. Cách sửa: báo trạng thái hoàn thành, hoặc bỏ ngày hoàn thành.",
    en: "Task {code}: there is a completion date {completedOn} but the status is “{lifecycle}”. Fix: report it completed, or leave the date out.",
  },
  "register.late_without_reason": {
    vi: "Nhiệm vụ {code} đã quá hạn {dueOn} nhưng chưa ghi lý do chậm. Nhiệm vụ sẽ bị giữ lại, chưa gửi lên cổng cho đến khi bổ sung.",
    en: "Task {code} is past its due date {dueOn} but gives no delay reason. It is held and not sent until one is added.",
  },
  "register.late_without_expected": {
    vi: "Nhiệm vụ {code} đã quá hạn {dueOn} nhưng chưa ghi thời gian dự kiến hoàn thành. Nhiệm vụ sẽ bị giữ lại, chưa gửi lên cổng cho đến khi bổ sung.",
    en: "Task {code} is past its due date {dueOn} but gives no expected date. It is held and not sent until one is added.",
  },
  "register.unknown_organisation": {
    vi: "Chưa có cơ quan nào mang tên “{name}”. Cách sửa: thêm bằng dongbo org add, hoặc ghi đó là tên khác của một cơ quan đã có bằng dongbo org alias.",
    en: "No organisation is known as “{name}”. Fix: add it with dongbo org add, or give the name to a known one with dongbo org alias.",
  },
  "register.ambiguous_organisation": {
    vi: "Tên “{name}” có thể là nhiều cơ quan: {candidates}. Cách sửa: ghi tên đầy đủ, hoặc thêm tên này cho đúng cơ quan bằng dongbo org alias.",
    en: "“{name}” may be several organisations: {candidates}. Fix: write the full name, or give this name to the right one with dongbo org alias.",
  },
  "register.bad_organisation": {
    vi: "Cơ quan “{name}”, mục {place}: đọc được “{read}”; giá trị này không hợp lệ. Cách sửa: ghi đủ tên và tên ngắn; mã cơ quan tối đa 35 ký tự, chỉ gồm chữ số và chữ in hoa A-Z, cách nhau bằng dấu chấm (QĐ 20/2020/QĐ-TTg).",
    en: "Organisation “{name}”, {place}: read “{read}”, which is not valid. Fix: give name and short name; a code has at most 35 characters, digits and capitals A-Z separated by dots (QĐ 20/2020/QĐ-TTg).",
  },
  "register.empty_name": {
    vi: "Tên cơ quan “{name}” không có chữ nào. Cách sửa: ghi tên có chữ.",
    en: "The organisation name “{name}” holds no letters. Fix: write a name with letters.",
  },
  "register.name_taken": {
    vi: "Tên “{name}” đã thuộc về cơ quan “{owner}”. Cách sửa: dùng tên khác, hoặc nhập hai cơ quan làm một bằng dongbo org merge.",
    en: "The name “{name}” belongs to “{owner}” already. Fix: use another name, or merge the two with dongbo org merge.",
  },
  "register.code_taken": {
    vi: "Mã cơ quan “{code}” đã được dùng. Cách sửa: kiểm tra lại mã và hệ mã.",
    en: "The organisation code “{code}” is taken already. Fix: check the code and its scheme.",
  },
  "register.merge_with_itself": {
    vi: "“{from}” và “{into}” là cùng một cơ quan. Cách sửa: chọn hai cơ quan khác nhau.",
    en: "“{from}” and “{into}” are the same organisation. Fix: choose two different ones.",
  },
  "register.merged": {
    vi: "Hợp nhất cơ quan “{from}” vào “{into}”",
    en: "Organisation “{from}” was merged into “{into}”",
  },
  "register.unknown_document": {
    vi: "Sổ không có văn bản giao số “{number}”. Cách sửa: ghi đúng số, ký hiệu như trong dongbo task show.",
    en: "The register has no source document “{number}”. Fix: write its number as dongbo task show does.",
  },
  "register.ambiguous_document": {
    vi: "Nhiều văn bản mang số “{number}”: {list}. Cách sửa: thêm --kind hoặc --date.",
    en: "Several documents have the number “{number}”: {list}. Fix: add --kind or --date.",
  },
  "register.document_needs_reason": {
    vi: "Văn bản {number}: chưa ghi lý do. Cách sửa: thêm --reason.",
    en: "Document {number}: the reason is missing. Fix: add --reason.",
  },
  "register.document_classified": {
    vi: "Xác định độ mật của văn bản giao {number}: {reason}",
    en: "Source document {number} was classified: {reason}",
  },
  "register.rests_on_marked": {
    vi: "Nhiệm vụ căn cứ vào một văn bản có độ mật",
    en: "The task rests on a marked document",
  },
  "register.document_stricter": {
    vi: "Nhiệm vụ {code} căn cứ vào một văn bản có độ mật cao hơn, không hạ được. Cách sửa: nếu văn bản hết mật, ghi trước bằng dongbo document classify.",
    en: "Task {code} rests on a document with a stricter marking and cannot be lowered. Fix: if the document is no longer secret, say so first with dongbo document classify.",
  },
} as const;
