# The owner of the Redmine of the tests: one JSON order a line on standard input, one answer a line on standard output.
# Enters and looks by Redmine's own models, never by its REST API, which is what is being tested.
require "json"
User.current = User.find_by!(login: "admin")
$tracker = Tracker.find_by!(name: "Nhiệm vụ")
$fields = IssueCustomField.all.index_by(&:name)
$priority = IssuePriority.default || IssuePriority.first

# Redmine lets each thread remember settings and the account; another process changes neither here.
def custom(values)
  values.to_h { |name, value| [$fields.fetch(name).id.to_s, value.to_s] }
end

def shown(issue)
  {
    id: issue.id, subject: issue.subject, due: issue.due_date, status: issue.status.name, percent: issue.done_ratio,
    custom: issue.custom_field_values.to_h { |one| [one.custom_field.name, one.value.to_s] },
    notes: issue.journals.sort_by(&:id).map(&:notes).select(&:present?),
    files: issue.attachments.sort_by(&:id).map { |file| { name: file.filename, size: file.filesize, sha256: file.digest } }
  }
end

ACTS = {
  # A project of its own and an account that sees nothing else; the answer holds its key.
  "stage" => lambda do |order|
    project = Project.create!(
      name: order["project"], identifier: order["project"], is_public: false,
      enabled_module_names: ["issue_tracking"], trackers: [$tracker]
    )
    account = User.new(firstname: "Cán bộ", lastname: order["project"], mail: "#{order['project']}@tinh.example")
    account.login = order["project"]
    account.password = order["password"]
    account.save!
    Member.create!(principal: account, project: project, roles: [Role.find_by!(name: order["role"])])
    { key: account.api_key }
  end,
  "seed" => lambda do |order|
    project = Project.find(order["project"])
    Issue.transaction do
      order["tasks"].map do |task|
        Issue.create!(
          project: project, tracker: $tracker, author: User.current, priority: $priority,
          subject: task["title"], due_date: task["dueOn"], parent_issue_id: task["parent"],
          custom_field_values: custom(task["custom"])
        ).id
      end
    end
  end,
  "held" => lambda do |order|
    Project.find(order["project"]).issues.includes(:status, :journals, :attachments, :custom_values)
      .order(:id).map { |issue| shown(issue) }
  end,
  "edit" => lambda do |order|
    issue = Issue.find(order["id"])
    issue.init_journal(User.current, order["note"] || "")
    issue.status = IssueStatus.find_by!(name: order["status"]) if order["status"]
    issue.custom_field_values = custom(order["custom"])
    issue.attributes = order["set"]
    issue.save!
    true
  end,
  "remove" => ->(order) { !!Issue.find(order["id"]).destroy },
  "copy" => lambda do |order|
    copy = Issue.new.copy_from(order["id"], attachments: true, link: false)
    copy.save!
    copy.id
  end,
  "loseFiles" => ->(order) { Issue.find(order["id"]).attachments.destroy_all.size }
}.freeze

$stdout.sync = true
$stdout.puts({ ready: Redmine::VERSION.to_s }.to_json)
$stdin.each_line do |line|
  order = JSON.parse(line)
  answer =
    begin
      { answer: ACTS.fetch(order["act"]).call(order) }
    rescue StandardError => e
      { error: "#{order['act']}: #{e.class}: #{e.message}" }
    end
  $stdout.puts({ number: order["number"], **answer }.to_json)
end
