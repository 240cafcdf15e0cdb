import BantamDiagnostics
import BantamSession
import BantamStore
import BantamSystem

/// What is due, and what was done about it.
extension RetentionReport {
  private static let mostShown = 20

  public func text(width: Int?, isColoured: Bool, zone: ZoneRules) -> String {
    if due.isEmpty { return "No purpose says how long it keeps: write `keep 2 years` into one.\n" }
    var table = Table([
      .init("purpose"), .init("due before"), .init("members", .right), .init("consents", .right),
      .init("without a date", .right),
    ])
    table.rows = due.map { due in
      [
        due.rule.purpose, String(Timestamp.text(ofInstant: due.rule.cutoff, in: zone).prefix(10)),
        grouped(due.members.count), grouped(due.consents.count), grouped(due.undated),
      ]
    }
    return table.text(width: width, isColoured: isColoured) + "\n" + closing
  }

  private var closing: String {
    let isNothing = due.allSatisfy(\.isEmpty)
    var text = ""
    if let run {
      text += "Removed \(grouped(removed.reduce(0) { $0 + $1.rows })) rows, run \(run).\n"
    } else {
      text += isNothing ? "Nothing is due.\n" : "Nothing was removed yet: `--apply` does it.\n"
    }
    guard !candidates.isEmpty else { return text }
    let keys = candidates.prefix(Self.mostShown).map { printable($0.text) }.joined(separator: ", ")
    let more = candidates.count > Self.mostShown ? " …" : ""
    let many = candidates.count == 1 ? "1 contact has" : "\(grouped(candidates.count)) contacts have"
    return text + "\(many) nothing left then, and could be erased: \(keys)\(more)\n"
  }

  public func json(zone: ZoneRules) -> String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.array("purposes") { writer in
        for due in due {
          writer.object { writer in
            writer.member("purpose", due.rule.purpose)
            writer.member("due_before", Timestamp.text(ofInstant: due.rule.cutoff))
            writer.member("members", due.members.count)
            writer.member("consents", due.consents.count)
            writer.member("consents_without_a_date", due.undated)
          }
        }
      }
      writer.array("erase_candidates") { writer in for key in candidates { writer.value(key) } }
      writer.object("removed") { writer in
        for removed in removed { writer.member(removed.table, removed.rows) }
      }
      writer.member("run", run)
    }
    writer.endLine()
    return writer.text
  }
}
