import BantamReport
import BantamSession
import BantamStore

extension Console {
  /// Says what the database knows that the rules do not speak of any more.
  func reportLeftovers(_ result: RunResult) {
    for leftover in (try? result.store.leftovers(result.rules.program)) ?? [] { remark("note: " + words(leftover)) }
  }

  private func words(_ leftover: SQLiteContactStore.Leftover) -> String {
    switch leftover {
    case .campaign(let name, let members):
      "campaign `\(name)` is not in the rules any more; its \(counted(members, "member")) stay as they are, and no run "
        + "looks at their consent. Give it its old name, or declare it again with an audience that nobody is in, to empty it"
    case .stage(let stage, let funnel, let contacts):
      "\(counted(contacts, "contact")) stand at stage `\(stage)` of funnel `\(funnel)`, which the rules do not have; "
        + "nothing moves them. Give the stage its old name"
    }
  }
}
