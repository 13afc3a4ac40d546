// What the room alarm says to users: notices of what has been silent for too long, what that means and what to do.
export const alarmWords = {
  "alarm.trouble": {
    vi: "{portal}: {message}",
    en: "{portal}: {message}",
  },
  "alarm.cause.no_line": {
    vi: "máy này không tìm thấy đường ra mạng",
    en: "this machine found no way to the network",
  },
  "alarm.cause.no_answer": { vi: "không kết nối được", en: "no connection" },
  "alarm.cause.failed": { vi: "cổng trả lời là đang lỗi", en: "the portal answers that it fails" },
  "alarm.cause.untrusted": {
    vi: "chứng thư số của cổng không hợp lệ",
    en: "the portal's certificate does not pass",
  },
  "alarm.cause.unrecognised": {
    vi: "cổng trả lời theo cách chưa từng gặp, có thể đã đổi phiên bản",
    en: "the portal answers in a way nobody described; it may have a new version",
  },
  "alarm.cause.signed_out": { vi: "cổng không cho đăng nhập", en: "the portal refuses the sign-in" },
  "alarm.cause.own_fault": { vi: "lỗi của chính dongbo", en: "a fault of dongbo itself" },
  "alarm.cause.sign_in": { vi: "cần người đăng nhập", en: "a person must sign in" },

  "alarm.portal_silent.what": {
    vi: "Cổng {portal} không làm việc: {causeWord}",
    en: "Portal {portal} does not work: {causeWord}",
  },
  "alarm.portal_silent.means": {
    vi: "dongbo đã hỏi cổng nhiều lần mà không lần nào xong; đường mạng của ta vẫn tốt. Nhiệm vụ chờ gửi được giữ nguyên và sẽ tự gửi khi cổng làm việc lại.",
    en: "dongbo asked the portal several times and nothing worked; our own line is fine. What is due is kept and goes out by itself once the portal works again.",
  },
  "alarm.portal_silent.unsure": {
    vi: "dongbo đã hỏi cổng nhiều lần mà không lần nào xong; lúc đó không hỏi cổng nào khác, nên cũng có thể do đường mạng của ta. Nhiệm vụ chờ gửi được giữ nguyên.",
    en: "dongbo asked the portal several times and nothing worked; no other portal was reached meanwhile, so it may be our own line. What is due is kept.",
  },
  "alarm.portal_silent.do": {
    vi: "Mở trang của cổng bằng trình duyệt từ máy này. Không mở được thì báo bên quản lý cổng; mở được thì chạy: dongbo portal check {portal}",
    en: "Open the portal's page in a browser on this machine. If it does not open, tell whoever runs the portal; if it does, run: dongbo portal check {portal}",
  },
  "alarm.portal_silent.over": { vi: "Cổng {portal} đã làm việc lại", en: "Portal {portal} works again" },

  "alarm.line_down.what": {
    vi: "Không kết nối được cổng nào: đường mạng của ta có vấn đề",
    en: "No portal can be reached: our own line is down",
  },
  "alarm.line_down.means": {
    vi: "Các cổng {portals} cùng không kết nối được, nên đây gần như chắc chắn là mạng của máy này, không phải lỗi của cổng. Nhiệm vụ chờ gửi được giữ nguyên.",
    en: "The portals {portals} all lack a connection, so it is almost certainly the network of this machine and no fault of theirs. What is due is kept.",
  },
  "alarm.line_down.do": {
    vi: "Kiểm tra dây mạng, bộ định tuyến, DNS và tường lửa của máy chạy dongbo.",
    en: "Check the cable, router, DNS and firewall of the machine that runs dongbo.",
  },
  "alarm.line_down.over": { vi: "Đã kết nối lại được các cổng", en: "Portals can be reached again" },

  "alarm.carrying_fails.what": {
    vi: "dongbo gặp lỗi của chính nó khi gửi đến {portal}",
    en: "dongbo fails by a fault of its own when it carries {portal}",
  },
  "alarm.carrying_fails.means": {
    vi: "Không phải lỗi của cổng. Nhiệm vụ chờ gửi ở {portal} được giữ nguyên nhưng chưa đi.",
    en: "It is no fault of the portal. What is due at {portal} is kept and does not go out.",
  },
  "alarm.carrying_fails.do": {
    vi: "Chạy: dongbo push --portal {portal} và đọc lý do; kiểm tra chương trình quét virus và dung lượng đĩa; xem nhật ký của tiến trình.",
    en: "Run: dongbo push --portal {portal} and read why; check the virus scanner and the disk space; look into the log of the process.",
  },
  "alarm.carrying_fails.over": {
    vi: "dongbo gửi lại được đến {portal}",
    en: "dongbo carries {portal} again",
  },

  "alarm.sign_in_needed.what": {
    vi: "Cổng {portal} cần người đăng nhập",
    en: "Portal {portal} needs somebody to sign in",
  },
  "alarm.sign_in_needed.means": {
    vi: "Phiên đăng nhập đã hết, nên không có gì được gửi đến {portal} cho đến khi có người đăng nhập.",
    en: "The session has ended: nothing is sent to {portal} until somebody signs in.",
  },
  "alarm.sign_in_needed.do": {
    vi: "Đăng nhập cổng trong trình duyệt rồi chạy: dongbo portal sign-in {portal}",
    en: "Sign in at the portal in a browser, then run: dongbo portal sign-in {portal}",
  },
  "alarm.sign_in_needed.over": {
    vi: "Cổng {portal} đã có phiên đăng nhập",
    en: "Portal {portal} has a session again",
  },

  "alarm.calls_waiting.what": {
    vi: "Không tiến trình nào nhận việc gửi ({count} cổng đang chờ)",
    en: "No process carries what is called for ({count} portal(s) waiting)",
  },
  "alarm.calls_waiting.means": {
    vi: "Đã đến giờ gửi cho {portals} nhưng không tiến trình nào làm. Lỗi ở phía ta, không phải ở cổng.",
    en: "It is time to carry {portals} and no process does. The fault is ours, not the portal's.",
  },
  "alarm.calls_waiting.do": {
    vi: "Xem tiến trình nào đang chạy: dongbo status. Khởi động lại dongbo serve hoặc dongbo worker.",
    en: "See which processes run: dongbo status. Start dongbo serve or dongbo worker again.",
  },
  "alarm.calls_waiting.over": { vi: "Việc gửi đã được nhận lại", en: "What is called for is carried again" },

  "alarm.due_waiting.what": {
    vi: "{portal}: có nhiệm vụ chờ gửi đã {days} ngày làm việc",
    en: "{portal}: something due has waited for {days} working days",
  },
  "alarm.due_waiting.means": {
    vi: "Không có lỗi nào được ghi ở {portal}, nhưng cũng không có lần gửi nào lấy việc này: có thể thiếu lịch chạy hoặc khung giờ luôn đóng.",
    en: "No trouble is known at {portal}, yet no run took it: a schedule may be missing, or the window is always closed.",
  },
  "alarm.due_waiting.do": {
    vi: "Chạy: dongbo push --portal {portal}, rồi xem lịch chạy.",
    en: "Run: dongbo push --portal {portal}, then look at the schedules.",
  },
  "alarm.due_waiting.over": {
    vi: "{portal}: việc chờ lâu đã được gửi",
    en: "{portal}: what waited for long is done",
  },

  "alarm.schedule_overdue.what": {
    vi: "Lịch chạy bị trễ: {count} lịch",
    en: "Schedules are late: {count}",
  },
  "alarm.schedule_overdue.means": {
    vi: "Các lịch sau lẽ ra đã chạy mà chưa chạy: {schedules}. Lỗi ở phía ta.",
    en: "These should have run and did not: {schedules}. The fault is ours.",
  },
  "alarm.schedule_overdue.do": {
    vi: "Khởi động lại dongbo serve; kiểm tra đồng hồ của máy.",
    en: "Start dongbo serve again; check the clock of the machine.",
  },
  "alarm.schedule_overdue.over": { vi: "Lịch chạy đã đúng trở lại", en: "Schedules run again" },

  "alarm.process_silent.what": {
    vi: "Tiến trình {kind} trên {carrier} không còn tín hiệu",
    en: "The process {kind} on {carrier} gives no sign of life",
  },
  "alarm.process_silent.means": {
    vi: "Tiến trình đã chết, bị treo, hoặc máy mất kết nối với cơ sở dữ liệu. Tiến trình khác, nếu có, làm thay.",
    en: "It died, hangs, or its machine lost the database. Other processes, if there are any, take over its work.",
  },
  "alarm.process_silent.do": {
    vi: "Xem máy {carrier}; khởi động lại tiến trình. Nếu không dùng máy đó nữa thì dừng tiến trình cho đúng cách.",
    en: "Look at {carrier} and start the process again. If that machine is no longer used, stop the process in order.",
  },
  "alarm.process_silent.over": {
    vi: "Tiến trình {kind} trên {carrier} đã có tín hiệu hoặc đã được thay",
    en: "The process {kind} on {carrier} is alive again, or was replaced",
  },

  "alarm.unit_silent.what": {
    vi: "{unit}: {days} ngày làm việc không có báo cáo",
    en: "{unit}: no report for {days} working days",
  },
  "alarm.unit_silent.means": {
    vi: "Đơn vị này chủ trì nhiệm vụ chưa xong nhưng không cập nhật tiến độ.",
    en: "It leads tasks that are not done, and no progress was recorded.",
  },
  "alarm.unit_silent.do": {
    vi: 'Nhắc đơn vị; xem nhiệm vụ: dongbo task list --lead "{unit}"',
    en: 'Remind them; see their tasks: dongbo task list --lead "{unit}"',
  },
  "alarm.unit_silent.over": { vi: "{unit} đã báo cáo", en: "{unit} has reported" },

  "alarm.channel_fails.what": {
    vi: "Không gửi được cảnh báo qua kênh {channel}",
    en: "Alarms cannot be delivered by {channel}",
  },
  "alarm.channel_fails.means": {
    vi: "Thông báo qua {channel} được giữ lại và gửi tiếp khi kênh hoạt động; hiện người nhận ở đó không biết gì.",
    en: "Notices for {channel} are kept and sent once it works; whoever reads there knows nothing now.",
  },
  "alarm.channel_fails.do": {
    vi: "Kiểm tra cấu hình và máy chủ của kênh rồi chạy: dongbo alarm test",
    en: "Check the channel's configuration and server, then run: dongbo alarm test",
  },
  "alarm.channel_fails.over": { vi: "Kênh {channel} đã gửi được", en: "{channel} delivers again" },

  "alarm.database_away.what": {
    vi: "dongbo không dùng được cơ sở dữ liệu của nó",
    en: "dongbo cannot use its database",
  },
  "alarm.database_away.means": {
    vi: "Không gửi và không lưu được gì cho đến khi cơ sở dữ liệu trở lại. Không cổng nào có lỗi.",
    en: "Nothing is sent or kept until the database is back. No portal is at fault.",
  },
  "alarm.database_away.do": {
    vi: "Kiểm tra máy chủ PostgreSQL (hoặc đĩa của thư mục dữ liệu) và đường mạng đến đó.",
    en: "Check the PostgreSQL server (or the disk of the data directory) and the line to it.",
  },
  "alarm.database_away.over": { vi: "Cơ sở dữ liệu đã trở lại", en: "The database is back" },

  "alarm.serve_dead.what": { vi: "dongbo serve không trả lời", en: "dongbo serve does not answer" },
  "alarm.serve_dead.means": {
    vi: "Không lịch nào chạy và không cảnh báo nào khác được gửi cho đến khi nó chạy lại.",
    en: "No schedule runs and no other alarm is sent until it runs again.",
  },
  "alarm.serve_dead.do": {
    vi: "Khởi động lại dongbo serve trên máy {address} và xem nhật ký của nó.",
    en: "Start dongbo serve again at {address} and look into its log.",
  },
  "alarm.serve_dead.over": { vi: "dongbo serve đã chạy lại", en: "dongbo serve runs again" },

  "alarm.serve_unready.what": {
    vi: "dongbo serve đang chạy nhưng không sẵn sàng",
    en: "dongbo serve runs but is not ready",
  },
  "alarm.serve_unready.means": {
    vi: "Một phần của nó đã dừng, không làm được việc, hoặc chưa khởi động xong.",
    en: "A part of it has stopped, cannot do its work, or never finished starting.",
  },
  "alarm.serve_unready.do": {
    vi: "Mở http://{address}/health để xem phần nào, rồi khởi động lại dongbo serve.",
    en: "Open http://{address}/health to see which part, then start dongbo serve again.",
  },
  "alarm.serve_unready.over": { vi: "dongbo serve đã sẵn sàng", en: "dongbo serve is ready" },

  "alarm.test.what": { vi: "Thử kênh cảnh báo", en: "Test of the alarm channels" },
  "alarm.test.means": {
    vi: "Ai đó đã chạy dongbo alarm test. Không có gì hỏng.",
    en: "Somebody ran dongbo alarm test. Nothing is wrong.",
  },
  "alarm.since": { vi: "Từ {since}", en: "Since {since}" },
  "alarm.was": { vi: "Từ {since} đến {until}", en: "From {since} to {until}" },
  "alarm.still": { vi: "Nhắc lại, vẫn còn: {what}", en: "Reminder, still so: {what}" },
  "alarm.and_more": { vi: "{what} (và {count} mục nữa)", en: "{what} (and {count} more)" },
  "alarm.what_it_means": { vi: "Nghĩa là: {text}", en: "What it means: {text}" },
  "alarm.what_to_do": { vi: "Việc cần làm: {text}", en: "What to do: {text}" },
  "alarm.notice_id": { vi: "Mã thông báo: {id}", en: "Notice: {id}" },

  "cli.alarm": {
    vi: "Cảnh báo: cái gì im lặng quá lâu, ai được báo",
    en: "Alarms: what is silent for too long, who is told",
  },
  "cli.alarm_list": {
    vi: "Các cảnh báo đang còn, từ khi nào, đã báo cho ai",
    en: "Alarms that stand, since when, and who was told",
  },
  "cli.alarm_test": {
    vi: "Gửi thử một thông báo qua mọi kênh và cho biết từng kênh trả lời gì",
    en: "Send a test notice on every channel and say what each answered",
  },
  "cli.watch": {
    vi: "Trông chừng dongbo serve và báo khi nó không trả lời; chạy cạnh serve",
    en: "Watch over dongbo serve and tell when it does not answer; runs beside it",
  },
  "cli.option.watch_once": {
    vi: "hỏi một lần rồi thôi (cho bộ hẹn giờ của hệ thống, mỗi phút)",
    en: "ask once and end (for a timer of the system, every minute)",
  },
  "cli.alarm_exit.0": { vi: "không có cảnh báo nào", en: "no alarm stands" },
  "cli.alarm_exit.2": { vi: "còn cảnh báo", en: "alarms stand" },
  "cli.watch_exit.0": { vi: "serve hoạt động tốt", en: "serve is well" },
  "cli.watch_exit.2": {
    vi: "serve không trả lời hoặc chưa sẵn sàng",
    en: "serve does not answer or is not ready",
  },
  "alarm.none": { vi: "Không có cảnh báo nào.", en: "No alarm stands." },
  "alarm.told": { vi: "Đã báo: {channels}", en: "Told: {channels}" },
  "alarm.not_told": { vi: "Chưa báo được: {channels}", en: "Not told yet: {channels}" },
  "alarm.told_nobody": {
    vi: "Chưa báo cho ai: không có kênh nào",
    en: "Nobody was told: there is no channel",
  },
  "alarm.test.taken": { vi: "{channel}: đã nhận", en: "{channel}: taken" },
  "alarm.test.failed": { vi: "{channel}: không nhận ({why})", en: "{channel}: not taken ({why})" },
  "alarm.watch.well": {
    vi: "dongbo serve tại {address} hoạt động tốt",
    en: "dongbo serve at {address} is well",
  },
  "alarm.watch.unready": {
    vi: "dongbo serve tại {address} chưa sẵn sàng",
    en: "dongbo serve at {address} is not ready",
  },
  "alarm.watch.without_database": {
    vi: "dongbo serve tại {address} không dùng được cơ sở dữ liệu; nó tự báo việc này",
    en: "dongbo serve at {address} cannot use its database; it tells that itself",
  },
  "alarm.watch.silent": {
    vi: "dongbo serve tại {address} không trả lời",
    en: "dongbo serve at {address} does not answer",
  },
  "alarm.watch.nowhere": {
    vi: "serve.listen là off: không có chỗ nào để hỏi. Đặt một địa chỉ, ví dụ 127.0.0.1:8457.",
    en: "serve.listen is off: there is nowhere to ask. Set an address, such as 127.0.0.1:8457.",
  },

  "alarm.password_missing": {
    vi: "Cấu hình đặt alarms.email.user nhưng thiếu biến DONGBO_SMTP_PASSWORD. Thêm vào tệp .env hoặc môi trường.",
    en: "The configuration sets alarms.email.user, but DONGBO_SMTP_PASSWORD is missing. Add it to .env or the environment.",
  },
  "alarm.secret_missing": {
    vi: "Cấu hình có alarms.webhooks nhưng biến DONGBO_WEBHOOK_SECRET thiếu hoặc ngắn hơn 16 ký tự. Tạo một mã: openssl rand -base64 32",
    en: "The configuration has alarms.webhooks, but DONGBO_WEBHOOK_SECRET is missing or shorter than 16 characters. Make one: openssl rand -base64 32",
  },
  "alarm.ca_unreadable": {
    vi: "Không đọc được tệp chứng thư “{file}” của kênh cảnh báo: {why}",
    en: "The certificate file “{file}” of an alarm channel cannot be read: {why}",
  },
  "alarm.no_channel": {
    vi: "Chưa cấu hình kênh cảnh báo nào. Thêm alarms.email hoặc alarms.webhooks vào dongbo.yaml.",
    en: "No alarm channel is configured. Add alarms.email or alarms.webhooks to dongbo.yaml.",
  },
} as const;
