import BantamDiagnostics
import BantamLeads
import BantamSession

/// Who would get which leads, and which would land nowhere.
public struct OwnersReport {
  private let result: RunResult

  public init(_ result: RunResult) { self.result = result }

  public func text(width: Int?, isColoured: Bool) -> String {
    let program = result.rules.program
    var text = ""
    for (campaign, notes) in zip(result.campaigns, result.changes.notes) {
      let declared = program.campaigns[campaign.campaign]
      guard !declared.assignments.isEmpty else { continue }
      var table = Table([
        .init("owner"), .init("team"), .init("has", .right), .init("gets", .right), .init("then", .right),
      ])
      for load in notes.loads {
        table.rows.append([
          load.owner, load.team ?? "", grouped(load.held), grouped(load.given), grouped(load.held + load.given),
        ])
      }
      text += (text.isEmpty ? "" : "\n") + "\(campaign.name)\n"
      text += table.rows.isEmpty ? "No lead needs an owner.\n" : table.text(width: width, isColoured: isColoured)
      for obstacle in notes.unassigned.keys.sorted(by: { $0.rawValue < $1.rawValue }) {
        let count = notes.unassigned[obstacle] ?? 0
        text += "\(counted(count, "lead")) would land nowhere: \(obstacle.words)"
        text +=
          notes.unassigned.count == 1
          ? ", such as \(notes.examples.prefix(5).map { printable($0.text) }.joined(separator: ", "))\n" : "\n"
      }
    }
    return text.isEmpty
      ? "No campaign says who gets its leads: add a line such as `assign marketing round robin`.\n" : text
  }
}
