import BantamDiagnostics

/// Why something in the lead process was not done. Nothing was changed.
public enum ProcessError: Error, Sendable, Hashable {
  /// In a final stage: no lead any more.
  ///
  /// `since` on the rules' clock: `2026-03-01 09:30`.
  case locked(contact: String, stage: String, since: String)
  /// The event moves contacts of other stages: the ways it would take as stages from and to.
  case notFromHere(contact: String, stage: String, event: String, ways: [[String]], before: [String], Span)
  case guardFails(contact: String, to: String, guardText: String, Span)
  case missingFields(contact: String, stage: String, fields: [String], Span)
  case noWay(contact: String, from: String, to: String, ways: [String], Span)
  case notAMember(contact: String, campaign: String)
  case noScore(campaign: String)
  case badPoints(String)
  case noSuggestion(contact: String)
  case noProject(event: String, projects: [String])
  case noFunnel(campaign: String)
  case changedDatabase(plan: String)
  case changedRules(plan: String)
  case unreadablePlan(String, reason: String)
  case notReplayable(Int64, reason: String)
  /// Away, full, or outside every territory.
  case nobodyHasRoom(contact: String, team: String, reason: String)
  /// Different things for the same contact: each suggestion and its campaign.
  case severalSuggestions(contact: String, suggestions: [[String]])
  /// A line of a file, from 1, or the file as a whole (0).
  case badEventFile(String, line: Int, reason: String)
  /// Why an amount cannot be taken.
  case badAmount(String, reason: String)
  /// An event that comes after the instant of the command and the real time; both on the rules' clock.
  case eventInFuture(String, at: String, now: String)
  /// The end of a span of time comes before its beginning; both as written.
  case badWindow(from: String, to: String)
  /// An event that only runs note.
  case eventOfRuns(String)

  /// Stable for ever; explained by `bantam help CODE`.
  public var code: String {
    switch self {
    case .locked: "BT1010"
    case .notFromHere: "BT1011"
    case .guardFails: "BT1012"
    case .missingFields: "BT1013"
    case .noWay: "BT1014"
    case .notAMember: "BT1015"
    case .noScore: "BT1016"
    case .badPoints: "BT1017"
    case .noSuggestion: "BT1018"
    case .noProject: "BT1019"
    case .noFunnel: "BT1020"
    case .changedDatabase: "BT1021"
    case .changedRules: "BT1022"
    case .unreadablePlan: "BT1023"
    case .notReplayable: "BT1024"
    case .badEventFile: "BT1025"
    case .nobodyHasRoom: "BT1026"
    case .severalSuggestions: "BT1027"
    case .badAmount: "BT1041"
    case .eventOfRuns: "BT1042"
    case .eventInFuture: "BT1043"
    case .badWindow: "BT1044"
    }
  }

  public var diagnostic: Diagnostic { Diagnostic(code, message, at: span, help: help) }

  private var span: Span? {
    switch self {
    case .notFromHere(_, _, _, _, _, let span), .guardFails(_, _, _, let span), .missingFields(_, _, _, let span),
      .noWay(_, _, _, _, let span):
      span
    case .locked, .notAMember, .noScore, .badPoints, .noSuggestion, .noProject, .noFunnel, .changedDatabase,
      .changedRules, .unreadablePlan, .notReplayable, .nobodyHasRoom, .severalSuggestions, .badEventFile, .badAmount,
      .eventOfRuns, .eventInFuture, .badWindow:
      nil
    }
  }
}
