// What the demo tells.
export const demoWords = {
  "demo.opening": {
    vi: "Chạy thử dongbo trên máy này. Cổng giả: {portals}. Đồng hồ của câu chuyện đặt ở 08/12/2025; giới hạn số yêu cầu của cổng được nới để chạy trong vài giây.",
    en: "The dongbo demo on this machine. Simulated portals: {portals}. The story's clock stands at 08/12/2025; the portals' request limits are relaxed so that it takes seconds.",
  },
  "demo.import": {
    vi: "Nhập ba phụ lục vào sổ, đối chiếu số liệu công văn nêu",
    en: "Three appendices enter the register, checked against the counts that the letter states",
  },
  "demo.imported": {
    vi: "{file}: {total} nhiệm vụ, {due} đến hạn hết {day}: {new} mới, {changed} thay đổi, {same} giữ nguyên",
    en: "{file}: {total} tasks, {due} due by {day}: {new} new, {changed} changed, {same} same",
  },
  "demo.again": { vi: "Nhập lại:", en: "Again:" },
  "demo.link": {
    vi: "Ghép nhiệm vụ với bản ghi của từng cổng theo mã ({secret} nhiệm vụ Mật ở lại máy này)",
    en: "Tasks are matched with each portal's records by code ({secret} marked secret stays on this machine)",
  },
  "demo.linked": {
    vi: "{portal}: ghép {count}, khớp {inStep}",
    en: "{portal}: linked {count}, in step {inStep}",
  },
  "demo.progress": {
    vi: "Cán bộ ghi tiến độ {tasks} nhiệm vụ, kèm {files} tệp minh chứng",
    en: "Clerks report on {tasks} tasks, with {files} evidence files",
  },
  "demo.plan": {
    vi: "Lập kế hoạch: chỉ đọc, số lần ghi vào cổng: {writes}",
    en: "The plan only reads; writes at the portals: {writes}",
  },
  "demo.push": {
    vi: "Gửi lên mọi cổng, cố ý làm mất một trả lời ở mỗi cổng sau khi cổng đã ghi",
    en: "Push to every portal, losing one reply at each on purpose after the portal had committed",
  },
  "demo.lost": {
    vi: "Trả lời bị mất: {lost}. Đọc lại thấy đã ghi, không gửi lại lần hai.",
    en: "Replies lost: {lost}. Reading back found them applied; nothing was sent twice.",
  },
  "demo.edited": {
    vi: "Có người tại {portal} trả lại nhiệm vụ {code} đã hoàn thành; đối soát toàn bộ",
    en: "Somebody at {portal} sends the finished task {code} back; a full reconciliation",
  },
  "demo.decided": {
    vi: "Người xử lý hỏi cổng, chọn giá trị của cổng cho {id}; lần gửi tới thực hiện, và lịch sử nói vì sao",
    en: "A person asks the portal and takes its value for {id}; the next push carries it out, and the history says why",
  },
  "demo.decision_reason": {
    vi: "Cổng trả lại đúng: thiếu phụ lục",
    en: "Rightly returned: an annex is missing",
  },
  "demo.ledger_sound": {
    vi: "Nhật ký nguyên vẹn ({entries} dòng). Số liệu của chính các cổng so với nhật ký:",
    en: "The ledger is sound ({entries} rows). The portals' own counts beside it:",
  },
  "demo.ledger_broken": {
    vi: "Nhật ký KHÔNG nguyên vẹn ({entries} dòng).",
    en: "The ledger is NOT sound ({entries} rows).",
  },
  "demo.counts": {
    vi: "{portal}: cổng giữ tiến độ của {progress} nhiệm vụ và {files} tệp; nhật ký ghi {saidProgress} và {saidFiles}; ghi trùng: {doubled}",
    en: "{portal}: the portal holds progress of {progress} tasks and {files} files; the ledger says {saidProgress} and {saidFiles}; doubled: {doubled}",
  },
  "demo.standing": { vi: "{portal}: {parts} = {total}", en: "{portal}: {parts} = {total}" },
  "demo.sound": {
    vi: "Xong sau {seconds} giây: {sent} lần gửi, mất {lost}, trùng {doubled}. Mục tạm giữ nêu rõ lý do và chờ người quyết định.",
    en: "Done in {seconds} s: {sent} pushes, {lost} lost, {doubled} doubled. What is held says why and waits for a person.",
  },
  "demo.unsound": {
    vi: "KHÔNG KHỚP sau {seconds} giây: {sent} lần gửi, mất {lost}, trùng {doubled}.",
    en: "NOT EQUAL after {seconds} s: {sent} pushes, {lost} lost, {doubled} doubled.",
  },
  "demo.next": {
    vi: "Thử tiếp:\n  npm run demo -- --keep dongbo-demo        giữ lại dữ liệu để xem\n  npm start -- --help                       mọi lệnh\n  npm start -- portal list                  các cổng và khả năng\n  npm start -- init                         tạo cấu hình của đơn vị",
    en: "Try next:\n  npm run demo -- --keep dongbo-demo        keep the files to look at\n  npm start -- --help                       every command\n  npm start -- portal list                  portals and what they can hold\n  npm start -- init                         a configuration of your own",
  },
  "demo.next_kept": {
    vi: "Thử tiếp:\n  npm start -- status --config {config}\n  npm start -- conflicts list --config {config}\n  npm start -- ledger list --config {config}\n  npm start -- ledger verify --config {config}",
    en: "Try next:\n  npm start -- status --config {config}\n  npm start -- conflicts list --config {config}\n  npm start -- ledger list --config {config}\n  npm start -- ledger verify --config {config}",
  },
} as const;
