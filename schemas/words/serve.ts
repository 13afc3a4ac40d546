// What processes that stay say (dongbo serve, dongbo worker), and what is said of them.
export const serveWords = {
  "cli.serve": {
    vi: "Chạy thường trực: tự lập lịch, đẩy, chốt số liệu và báo động cho đến khi được dừng",
    en: "Stay and do it all by itself: schedule, push, freeze at cut-offs, raise alarms, until stopped",
  },
  "cli.worker": {
    vi: "Chạy thường trực: chỉ đẩy các cổng được gọi, cùng dongbo serve trên một máy chủ PostgreSQL",
    en: "Stay and only carry lanes that are called, beside dongbo serve on one PostgreSQL server",
  },
  "cli.option.listen": {
    vi: 'địa chỉ trả lời về sức khoẻ và số đo, thay cho serve.listen ("off": không mở)',
    en: 'address for health and metrics, in the place of serve.listen ("off": none)',
  },
  "config.listen_address": {
    vi: '{file}: {path} phải là địa chỉ dạng 127.0.0.1:8457, hoặc "off".',
    en: '{file}: {path} must be an address such as 127.0.0.1:8457, or "off".',
  },
  "serve.bad_listen": {
    vi: '--listen {read} không phải địa chỉ. Viết dạng 127.0.0.1:8457, hoặc "off".',
    en: '--listen {read} is no address. Write one such as 127.0.0.1:8457, or "off".',
  },
  "serve.worker_needs_server": {
    vi: "dongbo worker cần máy chủ PostgreSQL (DATABASE_URL). Ở chế độ thí điểm, dongbo serve tự làm mọi việc.",
    en: "dongbo worker needs a PostgreSQL server (DATABASE_URL). In pilot mode dongbo serve does everything itself.",
  },
  "serve.opening": { vi: "Đang mở sổ…", en: "Opening the register…" },
  "serve.waits_for": {
    vi: "Thư mục dữ liệu đang do một lệnh khác sử dụng (pid {pid}); chờ lệnh đó xong.",
    en: "The data directory is in use by a command (pid {pid}); waiting until it is done.",
  },
  "serve.opened": { vi: "Đã mở sổ: {mode}.", en: "The register is open: {mode}." },
  "serve.part_starts": { vi: "Đang khởi động: {part}", en: "Starting: {part}" },
  "serve.listens": {
    vi: "Trả lời tại {url}/health, {url}/ready, {url}/metrics",
    en: "Answering at {url}/health, {url}/ready, {url}/metrics",
  },
  "serve.listens_to_others": {
    vi: "Địa chỉ {listen} mở cho cả máy khác. Không có gì bí mật ở đó, nhưng hãy để tường lửa chỉ cho máy giám sát vào.",
    en: "The address {listen} is open to other machines. Nothing secret is told there, but let a firewall admit the monitoring machine only.",
  },
  "serve.port_taken": {
    vi: "Địa chỉ {listen} đã có chương trình khác sử dụng. Đổi {setting} trong cấu hình.",
    en: "Something else listens at {listen} already. Change {setting} in the configuration.",
  },
  "serve.cannot_listen": {
    vi: "Không mở được địa chỉ {listen}: {why}. Đổi {setting} trong cấu hình.",
    en: "Cannot listen at {listen}: {why}. Change {setting} in the configuration.",
  },
  "serve.ready": {
    vi: "Sẵn sàng ({carrier}). Dừng bằng Ctrl-C hoặc SIGTERM.",
    en: "Ready ({carrier}). Stop it with Ctrl-C or SIGTERM.",
  },
  "serve.stopping": {
    vi: "Đang dừng: các phần làm nốt hoặc trả lại việc, nhiều nhất {seconds} giây. Gửi tín hiệu lần nữa để dừng ngay.",
    en: "Stopping: parts finish or hand back their work, for {seconds} seconds at most. A second signal ends at once.",
  },
  "serve.part_died": {
    vi: "Phần {part} đã ngừng hoạt động: {why}. Tiến trình dừng lại để được khởi động lại.",
    en: "The part {part} has ended by itself: {why}. The process stops, to be started again.",
  },
  "serve.part_stuck": {
    vi: "Phần {part} không dừng kịp; việc của nó sẽ được làm lại sau khi khởi động.",
    en: "The part {part} did not stop in time; its work is taken up again after the next start.",
  },
  "serve.part_stopped_badly": {
    vi: "Phần {part} báo lỗi khi dừng: {why}",
    en: "The part {part} failed while stopping: {why}",
  },
  "serve.stopped": { vi: "Đã dừng.", en: "Stopped." },
  "process.lives": {
    vi: "{kind}: {carrier}, chạy từ {since} ({parts})",
    en: "{kind}: {carrier}, since {since} ({parts})",
  },
  "process.silent": {
    vi: "{kind}: {carrier} im lặng từ {seen}. Có thể đã bị tắt ngang hoặc mất kết nối tới cơ sở dữ liệu; hãy khởi động lại.",
    en: "{kind}: {carrier} has been silent since {seen}. It was killed, or lost the database; start it again.",
  },
  "process.silent_advice": {
    vi: "{carrier} im lặng từ {seen}; hãy xem nhật ký và khởi động lại dongbo {kind} trên máy đó",
    en: "{carrier} has been silent since {seen}; look at its log and start dongbo {kind} on that machine again",
  },
} as const;
