# What the Redmine of the tests is set up as: the words of an agency's own tracker, and a reporting role that may not
# set "Hoàn thành". Run once by `rails runner` over the default data; every run of the tests copies the result.
Setting.rest_api_enabled = "1"
Setting.login_required = "1"
Setting.notified_events = []
Setting.default_language = "vi"

words = ["Chưa thực hiện", "Đang thực hiện", "Chờ xác nhận", "Bị trả lại", "Hoàn thành", "Tạm hoãn", "Đã hủy", "Từ chối"]
closed = ["Hoàn thành", "Đã hủy", "Từ chối"]
statuses = words.map { |name| IssueStatus.create!(name: name, is_closed: closed.include?(name)) }
task = Tracker.create!(name: "Nhiệm vụ", default_status: statuses.first, core_fields: Tracker::CORE_FIELDS)

{
  "Mã nhiệm vụ" => "string", "Cơ quan chủ trì" => "string", "Văn bản giao" => "string",
  "Khó khăn, vướng mắc" => "text", "Lý do chậm" => "text",
  "Ngày dự kiến hoàn thành" => "date", "Ngày hoàn thành" => "date",
  "Kinh phí đăng ký" => "int", "Kinh phí phân bổ" => "int", "Kinh phí giải ngân" => "int"
}.each do |name, format|
  IssueCustomField.create!(name: name, field_format: format, is_for_all: true, is_filter: true, trackers: [task])
end

abilities = %i[view_issues edit_issues add_issue_notes view_files]
reporting = Role.create!(name: "Đơn vị báo cáo", permissions: abilities, issues_visibility: "all")
reviewing = Role.create!(name: "Đơn vị thẩm định", permissions: abilities + %i[add_issues delete_issues manage_subtasks])
[reporting, reviewing].each do |role|
  statuses.permutation(2) do |from, to|
    next if role == reporting && to.name == "Hoàn thành"
    WorkflowTransition.create!(role: role, tracker: task, old_status: from, new_status: to)
  end
end
# What the assigning side alone writes is dropped in silence when the reporting role sends it.
ids = IssueCustomField.where(name: ["Mã nhiệm vụ", "Cơ quan chủ trì", "Văn bản giao"]).map { |field| field.id.to_s }
statuses.each do |status|
  (%w[subject due_date] + ids).each do |field|
    WorkflowPermission.create!(role: reporting, tracker: task, old_status: status, field_name: field, rule: "readonly")
  end
end

admin = User.find_by!(login: "admin")
admin.update_columns(must_change_passwd: false)
