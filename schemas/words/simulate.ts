// What `portal simulate`, its page, recordings and replays say to users.
export const simulateWords = {
  "simulate.about": {
    vi: "Chạy một cổng mô phỏng trên máy này để tập huấn hoặc thử",
    en: "Run a portal's imitation on this machine, for training or for trying out",
  },
  "simulate.option.port": {
    vi: "Số cổng mạng của máy này (mặc định: bất kỳ)",
    en: "The port on this machine (any free one if not said)",
  },
  "simulate.option.tasks": {
    vi: "Số nhiệm vụ có sẵn (mặc định: 12)",
    en: "How many tasks it holds at the start (12 if not said)",
  },
  "simulate.option.faults": {
    vi: "Lỗi cần mô phỏng: tệp YAML/JSON, random:HẠT_GIỐNG, hoặc list để xem danh sách. Ví dụ một tệp: [{fault: lost-reply, on: write, after: 2, times: 3}, {fault: too-many, with: {retryAfter: 5}}]",
    en: "Faults to produce: a YAML/JSON file, random:SEED, or list to see them all. A file for example: [{fault: lost-reply, on: write, after: 2, times: 3}, {fault: too-many, with: {retryAfter: 5}}]",
  },
  "simulate.option.rate": {
    vi: "Số yêu cầu một phút của một tài khoản (0: không giới hạn)",
    en: "Requests a minute of one account (0: no limit)",
  },
  "simulate.unknown": {
    vi: "Không có cổng mô phỏng tên “{name}”. Cách sửa: chọn một trong: {known}",
    en: "No portal with an imitation is called “{name}”. Fix: choose one of: {known}",
  },
  "simulate.port_taken": {
    vi: "Cổng mạng {port} đang có chương trình khác dùng. Cách sửa: chọn --port khác hoặc bỏ tùy chọn này",
    en: "Another program uses port {port}. Fix: choose another --port, or leave it out",
  },
  "simulate.unreadable": {
    vi: "{file}: không đọc được ({why}). Cách sửa: kiểm tra đường dẫn và cú pháp YAML hoặc JSON",
    en: "{file}: cannot be read ({why}). Fix: check the path and the YAML or JSON syntax",
  },
  "simulate.syntax": {
    vi: "{file}, dòng {line}: không phải YAML hoặc JSON ({why}). Cách sửa: sửa dòng này",
    en: "{file}, line {line}: neither YAML nor JSON ({why}). Fix: mend this line",
  },
  "simulate.bad_rule": {
    vi: "{file}, dòng {line}, {place}: {why}. Cách sửa: mỗi mục gồm fault và có thể thêm on, after, times, chance, with",
    en: "{file}, line {line}, {place}: {why}. Fix: each item has a fault and may have on, after, times, chance, with",
  },
  "simulate.unknown_key": {
    vi: "{file}, dòng {line}, {place}: không có “{key}”. Cách sửa: chọn trong: {allowed}",
    en: "{file}, line {line}, {place}: there is no “{key}”. Fix: choose among: {allowed}",
  },
  "simulate.unknown_fault": {
    vi: "{file}, dòng {line}, {place}: cổng này không mô phỏng được lỗi “{fault}”. Cách sửa: xem các tên bằng --faults list",
    en: "{file}, line {line}, {place}: this portal cannot produce the fault “{fault}”. Fix: --faults list shows the names",
  },
  "simulate.running": {
    vi: "Cổng mô phỏng {name} đang chạy tại {address} (chỉ máy này vào được)",
    en: "The imitation of {name} runs at {address} (reached from this machine only)",
  },
  "simulate.page": {
    vi: "Xem cổng đang giữ gì: {address}",
    en: "What it holds: {address}",
  },
  "simulate.holds": { vi: "Có sẵn {count} nhiệm vụ", en: "It holds {count} tasks" },
  "simulate.no_faults": { vi: "Không mô phỏng lỗi nào", en: "No fault is scripted" },
  "simulate.faults": { vi: "Lỗi sẽ mô phỏng ({count}):", en: "Scripted faults ({count}):" },
  "simulate.faults_drawn": {
    vi: "Lỗi sẽ mô phỏng ({count}), chạy lại y như vậy bằng --faults random:{seed}:",
    en: "Scripted faults ({count}), the same again with --faults random:{seed}:",
  },
  "simulate.configuration": { vi: "Đưa vào dongbo.yaml:", en: "Put into dongbo.yaml:" },
  "simulate.environment": {
    vi: "Đặt vào môi trường hoặc .env (bí mật tự sinh của riêng lần chạy này):",
    en: "Put into the environment or .env (secrets invented for this run only):",
  },
  "simulate.stop": { vi: "Dừng bằng Ctrl-C.", en: "Stop with Ctrl-C." },
  "simulate.cut": { vi: "đứt", en: "cut" },
  "simulate.kept": { vi: "đã ghi", en: "kept" },
  "simulate.count": {
    vi: "Cổng tự đếm: {requests} yêu cầu, {reads} lần đọc, {writes} lần ghi; ghi trùng {doubledEntries} mục và {doubledFiles} tệp",
    en: "The portal's own count: {requests} requests, {reads} reads, {writes} writes; doubled: {doubledEntries} entries and {doubledFiles} files",
  },
  "simulate.fired": { vi: "  ⚡ {fault} × {times}: {does}", en: "  ⚡ {fault} × {times}: {does}" },
  "simulate.title": { vi: "Cổng mô phỏng {name}", en: "Imitation of {name}" },
  "simulate.imitation": {
    vi: "Đây là cổng mô phỏng trên máy này, không phải cổng thật. Dữ liệu mất khi dừng.",
    en: "This is an imitation on this machine and not the real portal. What it holds is lost when it stops.",
  },
  "simulate.stand_still": { vi: "Dừng tự làm mới", en: "Stop refreshing" },
  "simulate.refresh": { vi: "Tự làm mới", en: "Refresh by itself" },
  "simulate.tasks": { vi: "Nhiệm vụ", en: "Tasks" },
  "simulate.reads": { vi: "Lần đọc", en: "Reads" },
  "simulate.writes": { vi: "Lần ghi", en: "Writes" },
  "simulate.doubled_entries": { vi: "Mục ghi trùng", en: "Doubled entries" },
  "simulate.doubled_files": { vi: "Tệp ghi trùng", en: "Doubled files" },
  "simulate.doubled": { vi: "ghi trùng", en: "doubled" },
  "simulate.scripted": { vi: "Lỗi đang mô phỏng", en: "Scripted faults" },
  "simulate.fired_times": { vi: "đã xảy ra: {times}", en: "fired: {times}" },
  "simulate.at_most": { vi: "nhiều nhất {times} lần", en: "at most {times} ×" },
  "simulate.after": { vi: "sau {after} yêu cầu", en: "after {after} requests" },
  "simulate.chance": { vi: "xác suất {percent} %", en: "by chance, {percent} %" },
  "simulate.on.read": { vi: "khi đọc", en: "on reads" },
  "simulate.on.write": { vi: "khi ghi", en: "on writes" },
  "simulate.on.signIn": { vi: "khi đăng nhập", en: "on sign-ins" },
  "simulate.empty": { vi: "Chưa có nhiệm vụ nào", en: "No task" },
  "simulate.due": { vi: "hạn {day}", en: "due {day}" },
  "simulate.inside": {
    vi: "{entries} mục tiến độ, {files} tệp",
    en: "{entries} progress entries, {files} files",
  },
  "simulate.file": { vi: "Tệp “{name}”, {bytes} byte", en: "File “{name}”, {bytes} bytes" },
  "simulate.requests": { vi: "Yêu cầu gần nhất", en: "Last requests" },
  "simulate.no_requests": { vi: "Chưa có yêu cầu nào", en: "No request yet" },
  "record.option": {
    vi: "Ghi lại mọi trao đổi vào tệp này (JSON theo dòng), đã che bí mật và thông tin cá nhân",
    en: "Record every exchange in this file (JSON lines), without secrets and personal values",
  },
  "record.exists": {
    vi: "Tệp “{file}” đã có. Cách sửa: chọn tên khác; bản ghi cũ không bị ghi đè",
    en: "The file “{file}” exists. Fix: choose another name; a recording is never written over",
  },
  "record.unwritable": {
    vi: "Không ghi được tệp “{file}”: {why}. Cách sửa: kiểm tra thư mục và quyền ghi",
    en: "The file “{file}” cannot be written: {why}. Fix: check the directory and its permissions",
  },
  "record.written": {
    vi: "Đã ghi {count} trao đổi vào “{file}” (không có bí mật; xem lại trước khi gửi cho người khác)",
    en: "Recorded {count} exchanges in “{file}” (without secrets; read it before handing it on)",
  },
} as const;
