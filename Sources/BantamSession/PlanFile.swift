import BantamDiagnostics
import BantamEngine
import BantamLeads
import BantamPlan
import BantamStore
import BantamSystem

/// A run worked out but not written, as a text to look at and to apply: a line that says what it rests on, then a line
/// per change.
public struct PlanFile: Sendable {
  static let version = 1
  static let maximumBytes = 1 << 30

  public var rules: String
  public var database: String
  public var campaign: String?
  /// ISO 8601 with `Z`.
  public var asOf: String
  public var rulesHash: String
  /// Of the database; see `Database.revision`.
  public var revision: Int64
  /// JSON objects.
  public var lines: [String]

  /// Of all but the paths, which `apply` may be told anew.
  var digest: String {
    var bytes: [UInt8] = []
    for line in [campaign ?? "", asOf, rulesHash, String(revision)] + lines { bytes += Array(line.utf8) + [0x0A] }
    return String(stableHash(bytes), radix: 16)
  }

  /// The plan of a run that wrote nothing.
  public init(_ result: RunResult, _ request: RunRequest) throws(RunFailure) {
    // It is applied from wherever it is taken to.
    rules = absolutePath(request.rules)
    database = absolutePath(request.database)
    campaign = request.campaign
    asOf = Timestamp.text(ofInstant: result.plan.asOf)
    rulesHash = result.rules.hash
    revision = result.load.revision
    lines = try changeLines(result)
  }

  public var text: String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("bantam_plan", Self.version)
      writer.member("rules", rules)
      writer.member("database", database)
      writer.member("campaign", campaign)
      writer.member("as_of", asOf)
      writer.member("rules_hash", rulesHash)
      writer.member("revision", revision)
      writer.member("changes", lines.count)
      writer.member("digest", digest)
    }
    return ([writer.text] + lines).joined(separator: "\n") + "\n"
  }

  /// Reads a plan; refuses what is none or was edited.
  public init(path: String) throws(RunFailure) {
    let bytes = try failing { () throws(SystemError) in try readFile(path: path, maximumBytes: Self.maximumBytes) }
    let text = String(decoding: bytes, as: UTF8.self)
    var rows = text.split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
    func refuse(_ reason: String) -> RunFailure { .process(.unreadablePlan(path, reason: reason), .none) }
    guard let head = rows.first, let fields = jsonObject(head), fields["bantam_plan"] != nil else {
      throw refuse("it is no plan of Bantam")
    }
    rows.removeFirst()
    guard fields["bantam_plan"] == .integer(Int64(Self.version)) else { throw refuse("it was made by another version") }
    guard case .text(let rules)? = fields["rules"], case .text(let database)? = fields["database"],
      case .text(let asOf)? = fields["as_of"], case .text(let hash)? = fields["rules_hash"],
      case .integer(let revision)? = fields["revision"], case .text(let digest)? = fields["digest"]
    else { throw refuse("its first line is incomplete") }
    self.rules = rules
    self.database = database
    self.asOf = asOf
    rulesHash = hash
    self.revision = revision
    if case .text(let campaign)? = fields["campaign"] { self.campaign = campaign }
    lines = rows
    if self.digest != digest { throw refuse("it was edited, or is cut off") }
  }
}

/// Applies a plan: works the run out again with the plan's clock, and writes it if it is what the plan says.
public func apply(
  planAt path: String, rules: String?, database: String?, actor: String, progress: (RunStage) -> Void = { _ in }
) throws(RunFailure) -> RunResult {
  let file = try PlanFile(path: path)
  var request = RunRequest(rules: rules ?? file.rules, database: database ?? file.database)
  request.campaign = file.campaign
  request.asOf = file.asOf
  request.actor = actor
  request.command = "apply"
  request.detail = "apply " + (path.split(separator: "/").last.map(String.init) ?? path)
  request.check = { (result) throws(RunFailure) in
    if result.rules.hash != file.rulesHash { throw .process(.changedRules(plan: path), result.rules) }
    if result.load.revision != file.revision { throw .process(.changedDatabase(plan: path), result.rules) }
    var found = file
    found.lines = try changeLines(result)
    if found.digest != file.digest {
      throw .process(.unreadablePlan(path, reason: "another version of Bantam made it"), result.rules)
    }
  }
  return try run(request, progress: progress)
}

/// The changes of a run with their reasons.
func changeLines(_ result: RunResult) throws(RunFailure) -> [String] {
  let nodes = leavingNodes(result.changes, result.plan)
  let index = KeyIndex(result.contacts.keys)
  // Asked only where somebody leaves, in a pass of its own.
  let masks =
    nodes.isEmpty
    ? []
    : evaluate(
      result.plan, lists: result.rules.program.lists, over: result.contacts,
      request: EvaluationRequest(masks: nodes, intervals: false)
    ).masks
  let reasons = leavingReasons(
    result.campaigns, result.changes, result.plan, result.rules.program, masks: masks, row: { index.row(of: $0) })
  let entering = result.changes.campaigns.flatMap { change in
    change.difference.new.map { SQLValue(keyOf: Int(change.outcome.memberRows[$0]), result.contacts.keys) }
  }
  let (names, added) = try failing(result.rules) { () throws(StoreError) in
    let names = entering.isEmpty ? [:] : try result.store.names(of: entering, result.rules.program)
    var added: [Set<SQLValue>] = []
    for campaign in result.campaigns {
      added.append(Set(try result.store.handEdits(in: campaign.name).filter(\.isAdded).map(\.contact)))
    }
    return (names, added)
  }
  let lines = ChangeLines(
    keys: result.contacts.keys, reasons: reasons, names: names,
    added: added)
  return lines.lines(result.campaigns, result.changes)
}

extension Rules {
  /// Where an error has nothing to do with rules.
  static let none = Rules(program: .init(), diagnostics: [], trees: [], hash: "")
}
