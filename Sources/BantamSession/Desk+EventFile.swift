import BantamLeads
import BantamPlan
import BantamProgram
import BantamStore
import BantamSystem

/// Events out of a file: all of it, or nothing.
extension Desk {
  /// Reports of what is wrong in a file stop here.
  private static let mostShown = 20

  /// Notes the events of a file in the order in which they happened; those that are noted already are passed over.
  ///
  /// Project and campaign are those of lines that name neither.
  public func noteEvents(
    of path: String, project: String? = nil, campaign: String? = nil
  ) throws(RunFailure) -> NotedEvents {
    do {
      let revision = try store.database.revision()
      let file = try EventFile(path: path)
      var problems = file.problems
      let contacts = try store.contactKeys(named: Set(file.lines.map(\.request.contact)))
      let keys = Set(contacts.values.compactMap { try? $0.get() })
      var pass = try EventPass(self, of: Array(keys))
      var events: [(line: Int, meaning: EventPass.Meaning)] = []
      for line in file.lines {
        do {
          var request = line.request
          if request.project == nil, request.campaign == nil {
            request.project = project
            request.campaign = campaign
          }
          guard let contact = try contacts[request.contact]?.get() else { continue }
          events.append((line.number, try pass.meaning(request, of: contact)))
        } catch {
          problems.append((line.number, reason(error)))
        }
      }
      events.sort { ($0.meaning.instant, $0.line) < ($1.meaning.instant, $1.line) }
      let skipped = try decide(events, &pass, &problems)
      if !problems.isEmpty { throw refused(path, problems) }
      let name = path.split(separator: "/").last.map(String.init) ?? path
      var noted = try write(pass, expecting: revision, detail: "event --import \(name)")
      noted.skipped = skipped
      return noted
    } catch {
      throw RunFailure(error, rules)
    }
  }

  /// Lets the events through the gate; how many were noted before.
  private func decide(
    _ events: [(line: Int, meaning: EventPass.Meaning)], _ pass: inout EventPass,
    _ problems: inout [(line: Int, reason: String)]
  ) throws -> Int {
    guard let first = events.first, let last = events.last else { return 0 }
    var known = try store.events(
      from: Timestamp.text(ofInstant: first.meaning.instant - 1),
      through: Timestamp.text(ofInstant: last.meaning.instant))
    var skipped = 0
    for (line, meaning) in events {
      guard known.insert(meaning.identity).inserted else {
        skipped += 1
        continue
      }
      do { try pass.add(meaning) } catch { problems.append((line, reason(error))) }
    }
    return skipped
  }

  /// What went wrong, as words of a line.
  private func reason(_ error: any Error) -> String {
    let diagnostic = RunFailure(error, rules).diagnostics.first
    let cure: String
    switch error {
    case RunFailure.unknownName: cure = diagnostic?.help.map { "; \($0)" } ?? ""
    default: cure = ""
    }
    return (diagnostic?.message ?? "\(error)") + cure
  }

  private func refused(_ path: String, _ problems: [(line: Int, reason: String)]) -> RunFailure {
    let sorted = problems.sorted { $0.line < $1.line }
    let shown = sorted.prefix(Self.mostShown)
    var errors = shown.map { ProcessError.badEventFile(path, line: $0.line, reason: $0.reason) }
    let lines = Set(sorted.map(\.line)).count
    let count =
      sorted.count > lines
      ? "\(sorted.count) problems in \(lines == 1 ? "1 line that does" : "\(lines) lines that do")"
      : lines == 1 ? "1 line does" : "\(lines) lines do"
    let rest = sorted.count > shown.count ? ", of which the first \(shown.count) are shown" : ""
    errors.append(.badEventFile(path, line: 0, reason: "\(count) not fit\(rest)"))
    return .lines(errors)
  }
}
