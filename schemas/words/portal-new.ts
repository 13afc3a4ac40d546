// What dongbo portal new says.
export const portalNewWords = {
  "portal_new.about": {
    vi: "Tạo cổng mới: một hồ sơ YAML, hoặc mã nguồn bộ nối, chạy được ngay với cổng mô phỏng của chính nó",
    en: "Makes a new portal: a YAML profile, or the source of an adapter, that runs at once against its own simulator",
  },
  "portal_new.option.from": {
    vi: "Bắt đầu từ hồ sơ này: tên hồ sơ có sẵn, hoặc đường dẫn tệp .yaml",
    en: "Begin with this profile: the name of a shipped one, or the path of a .yaml file",
  },
  "portal_new.option.code": {
    vi: "Tạo mã nguồn bộ nối thay cho hồ sơ; chỉ trong bản mã nguồn của dongbo",
    en: "Make the source of an adapter instead of a profile; only in a checkout of dongbo",
  },
  "portal_new.bad_name": {
    vi: "“{name}” không dùng làm tên cổng được. Cách sửa: bắt đầu bằng chữ thường không dấu, sau đó chỉ dùng chữ thường, chữ số và dấu gạch ngang, tối đa 40 ký tự",
    en: "“{name}” cannot be the name of a portal. Fix: begin with a small letter, then use small letters, digits and dashes only, at most 40 characters",
  },
  "portal_new.known": {
    vi: "Đã có cổng tên “{name}”. Cách sửa: chọn tên khác",
    en: "There is a portal called “{name}” already. Fix: choose another name",
  },
  "portal_new.one_of_two": {
    vi: "--code và --from không đi cùng nhau. Cách sửa: bỏ một trong hai",
    en: "--code and --from do not go together. Fix: leave one of them out",
  },
  "portal_new.exists": {
    vi: "Đã có “{file}”, không ghi đè. Cách sửa: chọn tên khác, hoặc tự xóa nếu không cần nữa",
    en: "“{file}” is there already and is not overwritten. Fix: choose another name, or remove it yourself if nobody needs it",
  },
  "portal_new.no_model": {
    vi: "Không đọc được hồ sơ mẫu “{from}”: {why}. Cách sửa: ghi tên một hồ sơ có sẵn, hoặc đường dẫn tệp .yaml",
    en: "The profile “{from}” to begin with cannot be read: {why}. Fix: name a shipped profile, or the path of a .yaml file",
  },
  "portal_new.no_checkout": {
    vi: "“{folder}” không phải bản mã nguồn đầy đủ của dongbo. Cách sửa: chạy trong thư mục đã git clone, hoặc bỏ --code để tạo hồ sơ",
    en: "“{folder}” is no whole checkout of dongbo. Fix: run it in a cloned repository, or leave out --code to make a profile",
  },
  "portal_new.profile_made": {
    vi: "Đã tạo {file}. Cổng này đọc được ngay; phần ghi nằm cuối tệp, chờ bạn mô tả.",
    en: "Made {file}. This portal reads at once; writing stands at the end of the file and waits for you.",
  },
  "portal_new.profile_copied": {
    vi: "Đã tạo {file} từ {from}. Phần đầu tệp vẫn nói về {from}: hãy sửa phần đó trước.",
    en: "Made {file} from {from}. Its head still speaks of {from}: change that first.",
  },
  "portal_new.next_configure": {
    vi: "1. Khai báo trong tệp cấu hình: portals: {name}: adapter: {file}, và các options của nó",
    en: "1. Name it in the configuration: portals: {name}: adapter: {file}, with its options",
  },
  "portal_new.next_check": {
    vi: "2. Kiểm tra từng dòng và đăng nhập thử: dongbo portal check {name}",
    en: "2. Check every line and sign in: dongbo portal check {name}",
  },
  "portal_new.next_simulate": {
    vi: "3. Chạy cổng mô phỏng: dongbo portal simulate {file}",
    en: "3. Run its simulator: dongbo portal simulate {file}",
  },
  "portal_new.next_test": {
    vi: "4. Chạy bộ kiểm tra: dongbo portal test {file}",
    en: "4. Run the kit: dongbo portal test {file}",
  },
  "portal_new.code_made": {
    vi: "Đã tạo {folder} và thêm vào {list}. Bộ nối này đọc được ngay với cổng mô phỏng của nó.",
    en: "Made {folder} and added it to {list}. This adapter reads at once against its own simulator.",
  },
  "portal_new.next_generate": {
    vi: "1. Ghi lại bảng cổng và .env.example: npm run generate",
    en: "1. Write the portals table and .env.example: npm run generate",
  },
  "portal_new.next_code_test": {
    vi: "2. Chạy bộ kiểm tra: npx vitest run --config tests/vitest.config.ts {test}",
    en: "2. Run the kit: npx vitest run --config tests/vitest.config.ts {test}",
  },
  "portal_new.next_read": {
    vi: "3. Làm tiếp theo {file}",
    en: "3. Go on as {file} says",
  },
} as const;
