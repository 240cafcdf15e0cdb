import BantamDiagnostics
import BantamPlan
import BantamProgram
import BantamStore
import BantamSystem

/// Checks that a database has the tables and columns that the rules read; changes nothing.
public func checkAgainst(database path: String, _ rules: Rules) throws(RunFailure) {
  let (zone, asOf) = try clock(of: rules.program, asOf: nil, now: 0)
  let (plan, errors) = makePlan(rules.program, asOf: asOf, zone: zone)
  if !errors.isEmpty { throw .rules(rules.adding(errors.map(\.diagnostic))) }
  try failing(rules) { () throws(StoreError) in
    let store = try SQLiteContactStore(path: path, program: rules.program, access: .read)
    try store.check(plan, rules.program)
  }
}

extension RunFailure {
  /// The rules themselves are wrong; else the work could not be done.
  public var isAboutRules: Bool {
    switch self {
    case .rules: true
    case .store(let error, _):
      switch error {
      case .missingTable, .missingColumn, .missingKind: true
      case .notFound, .cannotOpen, .notADatabase, .corrupt, .locked, .diskFull, .readOnly, .newerSchema, .nameTaken,
        .noContacts,
        .tooManyRows, .interrupted, .failed, .changedSince, .unknownRun, .undoneAlready, .notUndoable, .builtUpon:
        false
      }
    case .file, .lines, .badMoment, .criterion, .unknownName, .unnamedCampaign, .contact, .process: false
    }
  }
}
