// What is said of write profiles: mistakes in the file, each with its line, and what a portal takes no call for.
export const profileWords = {
  "profile.unreadable": {
    vi: "{file}:{line}:{column}: tệp không phải YAML hợp lệ: {why}. Cách sửa: sửa cú pháp tại dòng này",
    en: "{file}:{line}:{column}: this is not valid YAML: {why}. Fix: correct the syntax at this line",
  },
  "profile.no_file": {
    vi: "Không đọc được hồ sơ cổng “{file}”: {why}. Cách sửa: kiểm tra đường dẫn, tính từ thư mục chứa tệp cấu hình",
    en: "The profile “{file}” cannot be read: {why}. Fix: check the path, which is relative to the configuration file",
  },
  "profile.unknown_key": {
    vi: "{file}:{line}:{column} {path}: không có khóa này. Cách sửa: dùng một trong {known}",
    en: "{file}:{line}:{column} {path}: there is no such key. Fix: use one of {known}",
  },
  "profile.unknown_key_near": {
    vi: "{file}:{line}:{column} {path}: không có khóa này. Cách sửa: có phải là “{near}”?",
    en: "{file}:{line}:{column} {path}: there is no such key. Fix: did you mean “{near}”?",
  },
  "profile.missing": {
    vi: "{file}:{line}:{column} {path}: còn thiếu. Cách sửa: thêm khóa này, {wanted}",
    en: "{file}:{line}:{column} {path}: this is missing. Fix: add the key, {wanted}",
  },
  "profile.wrong_type": {
    vi: "{file}:{line}:{column} {path}: “{read}” sai kiểu. Cách sửa: viết {wanted}",
    en: "{file}:{line}:{column} {path}: “{read}” is of another type. Fix: write {wanted}",
  },
  "profile.not_one_of": {
    vi: "{file}:{line}:{column} {path}: không biết “{read}”. Cách sửa: chọn một trong {known}",
    en: "{file}:{line}:{column} {path}: “{read}” is not known. Fix: choose one of {known}",
  },
  "profile.not_one_of_near": {
    vi: "{file}:{line}:{column} {path}: không biết “{read}”. Cách sửa: có phải là “{near}”?",
    en: "{file}:{line}:{column} {path}: “{read}” is not known. Fix: did you mean “{near}”?",
  },
  "profile.bad": {
    vi: "{file}:{line}:{column} {path}: “{read}” không dùng được: {why}. Cách sửa: viết lại theo mô tả của khóa này",
    en: "{file}:{line}:{column} {path}: “{read}” cannot be used: {why}. Fix: write it as this key is described",
  },
  "profile.bad_path": {
    vi: "{file}:{line}:{column} {path}: “{read}” không phải đường dẫn tới một giá trị. Cách sửa: viết các khóa cách nhau bằng dấu chấm, ví dụ budget.total hay list[id=3].value",
    en: "{file}:{line}:{column} {path}: “{read}” is no path to a value. Fix: write keys with dots between, such as budget.total or list[id=3].value",
  },
  "profile.bad_address": {
    vi: "{file}:{line}:{column} {path}: “{read}” không phải đường dẫn trên cổng. Cách sửa: bắt đầu bằng /, không kèm tên máy và không kèm dấu ?",
    en: "{file}:{line}:{column} {path}: “{read}” is no path at the portal. Fix: begin with /, without a host and without a ?",
  },
  "profile.bad_call": {
    vi: "{file}:{line}:{column} {path}: “{read}” không phải lệnh gọi. Cách sửa: viết phương thức rồi đường dẫn, ví dụ PUT /tasks/…",
    en: "{file}:{line}:{column} {path}: “{read}” is no call. Fix: write the method and then the path, such as PUT /tasks/…",
  },
  "profile.bad_reason": {
    vi: "{file}:{line}:{column} {path}: “{read}” quá ngắn để là một lý do. Cách sửa: viết một câu mà người khác kiểm tra được",
    en: "{file}:{line}:{column} {path}: “{read}” is too short for a reason. Fix: write a sentence that others can check",
  },
  "profile.bad_name": {
    vi: "{file}:{line}:{column} {path}: “{read}” không dùng làm tên được. Cách sửa: chỉ dùng chữ thường không dấu, chữ số và dấu gạch ngang",
    en: "{file}:{line}:{column} {path}: “{read}” cannot be a name. Fix: use small letters, digits and dashes only",
  },
  "profile.bad_variable": {
    vi: "{file}:{line}:{column} {path}: “{read}” không phải tên biến môi trường. Cách sửa: chỉ dùng chữ hoa không dấu, chữ số và dấu gạch dưới",
    en: "{file}:{line}:{column} {path}: “{read}” is no name of an environment variable. Fix: use capital letters, digits and underscores only",
  },
  "profile.exactly_one": {
    vi: "{file}:{line}:{column} {path}: phải có đúng một trong {known}. Cách sửa: giữ lại một khóa",
    en: "{file}:{line}:{column} {path}: exactly one of {known} must stand here. Fix: keep one of them",
  },
  "profile.none_alone": {
    vi: "{file}:{line}:{column} {path}: có “none” thì không được có gì khác. Cách sửa: bỏ “none” hoặc bỏ các khóa còn lại",
    en: "{file}:{line}:{column} {path}: where “none” stands, nothing else may. Fix: take off “none” or all the other keys",
  },
  "profile.needs_key": {
    vi: "{file}:{line}:{column} {path}: thiếu “{needed}” mà {because} cần đến. Cách sửa: thêm vào",
    en: "{file}:{line}:{column} {path}: “{needed}” is missing, which {because} asks for. Fix: add it",
  },
  "profile.wrong_kind": {
    vi: "{file}:{line}:{column} {path}: trường này không viết được theo kiểu “{read}”. Cách sửa: chọn một trong {known}",
    en: "{file}:{line}:{column} {path}: this field is not spelled as “{read}”. Fix: choose one of {known}",
  },
  "profile.read_only_expression": {
    vi: "{file}:{line}:{column} {path}: biểu thức chỉ để đọc. Cách sửa: thêm readOnly kèm lý do, hoặc dùng at",
    en: "{file}:{line}:{column} {path}: an expression only reads. Fix: add readOnly with its reason, or use at",
  },
  "profile.bad_expression": {
    vi: "{file}:{line}:{column} {path}: biểu thức JSONata sai: {why}. Cách sửa: sửa biểu thức",
    en: "{file}:{line}:{column} {path}: this is no JSONata expression: {why}. Fix: correct it",
  },
  "profile.bad_pattern": {
    vi: "{file}:{line}:{column} {path}: mẫu “{read}” không phải biểu thức chính quy. Cách sửa: sửa mẫu",
    en: "{file}:{line}:{column} {path}: “{read}” is no regular expression. Fix: correct the pattern",
  },
  "profile.not_carried": {
    vi: "{file}:{line}:{column} {path}: trường ghi được nhưng không lệnh nào trong writes mang nó. Cách sửa: thêm vào carries của một lệnh, hoặc thêm readOnly kèm lý do",
    en: "{file}:{line}:{column} {path}: nothing in writes carries this writable field. Fix: add it to the carries of a call, or add readOnly with its reason",
  },
  "profile.carried_not_writable": {
    vi: "{file}:{line}:{column} {path}: “{read}” không ghi được theo phần task.fields. Cách sửa: bỏ khỏi carries, hoặc bỏ none/readOnly của trường",
    en: "{file}:{line}:{column} {path}: by task.fields, “{read}” cannot be written. Fix: take it off carries, or take none/readOnly off the field",
  },
  "profile.path_twice": {
    vi: "{file}:{line}:{column} {path}: “{read}” đã dùng ở {other}. Cách sửa: mỗi trường một chỗ riêng",
    en: "{file}:{line}:{column} {path}: “{read}” is already used by {other}. Fix: give each field a place of its own",
  },
  "profile.unknown_name": {
    vi: "{file}:{line}:{column} {path}: “{read}” chưa được khai báo trong {where}. Cách sửa: khai báo, hoặc dùng một trong {known}",
    en: "{file}:{line}:{column} {path}: “{read}” is not declared in {where}. Fix: declare it, or use one of {known}",
  },
  "profile.unused_option": {
    vi: "{file}:{line}:{column} {path}: tùy chọn này không dùng ở đâu. Cách sửa: bỏ đi, hoặc dùng {read} trong signIn",
    en: "{file}:{line}:{column} {path}: nothing uses this option. Fix: take it off, or use {read} in signIn",
  },
  "profile.plain_secret": {
    vi: "{file}:{line}:{column} {path}: mật khẩu, khóa hoặc mã không được viết trong hồ sơ. Cách sửa: khai báo trong options kèm secret, rồi viết tên trong ngoặc nhọn",
    en: "{file}:{line}:{column} {path}: a password, key or token must not stand in a profile. Fix: declare it in options with secret, and write its name in braces",
  },
  "profile.plain_http": {
    vi: "{file}:{line}:{column} {path}: “{read}” không mã hóa đường truyền. Cách sửa: dùng https://",
    en: "{file}:{line}:{column} {path}: “{read}” is not encrypted on the way. Fix: use https://",
  },
  "profile.word_not_read": {
    vi: "{file}:{line}:{column} {path}: từ “{read}” được ghi nhưng không có trong reads. Cách sửa: thêm vào reads với nghĩa của nó",
    en: "{file}:{line}:{column} {path}: the word “{read}” is written and not read. Fix: add it to reads with its meaning",
  },
  "profile.word_means_other": {
    vi: "{file}:{line}:{column} {path}: ghi “{read}” rồi đọc lại thành {meant}. Cách sửa: dùng từ khác, hoặc nói mất gì trong shows",
    en: "{file}:{line}:{column} {path}: “{read}” is read back as {meant}. Fix: use another word, or say in shows what is lost",
  },
  "profile.no_id": {
    vi: "{file}:{line}:{column} {path}: đường dẫn “{read}” thiếu {needed}. Cách sửa: thêm vào chỗ của mã",
    en: "{file}:{line}:{column} {path}: the path “{read}” lacks {needed}. Fix: put it where the id belongs",
  },
  "profile.no_call": {
    vi: "Cổng không có lệnh ghi: {fields}",
    en: "The portal takes no call for: {fields}",
  },
  "profile.needs_filled": {
    vi: "Cổng chỉ nhận khi đã có: {fields}",
    en: "The portal takes this only with: {fields}",
  },
  "profile.needs_percent": {
    vi: "Cổng chỉ nhận khi tiến độ đạt {percent}%",
    en: "The portal takes this only at {percent} %",
  },
  "profile.too_long": {
    vi: "{fields}: dài hơn {max} ký tự mà cổng nhận",
    en: "{fields}: longer than the {max} characters that the portal takes",
  },
  "profile.cannot_say": {
    vi: "Cổng không ghi được chính xác giá trị “{value}” (kiểu {as})",
    en: "The portal cannot keep the value “{value}” exactly (spelling {as})",
  },
  "profile.not_shown_here": {
    vi: "Cổng không hiện ô này ở nhiệm vụ này nên không ghi được: {fields}",
    en: "The portal does not show these for this task, so they cannot be written: {fields}",
  },
  "profile.not_allowed_now": {
    vi: "Cổng không cho tài khoản này chuyển nhiệm vụ sang “{word}” lúc này; được chuyển sang: {allowed}",
    en: "The portal does not let this account set “{word}” for this task now; allowed are: {allowed}",
  },
  "profile.not_in_list": {
    vi: "Danh mục “{list}” của cổng không có “{name}”",
    en: "The portal's list “{list}” has no “{name}”",
  },
} as const;
