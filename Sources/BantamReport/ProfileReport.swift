import BantamDiagnostics
import BantamEngine
import BantamPlan
import BantamProgram
import BantamSession
import BantamSystem

/// Where the time of a run went: each condition with its own time and how many contacts it holds for.
public struct ProfileReport {
  private let profile: Profile
  private let result: RunResult
  private let conditions: [NodeID: (condition: Condition, places: Int)]

  /// nil where no time was taken.
  public init?(_ result: RunResult) {
    guard let profile = result.outcome.profile, let trace = result.trace else { return nil }
    self.profile = profile
    self.result = result
    var found: [NodeID: (condition: Condition, places: Int)] = [:]
    for root in trace.roots.values.sorted(by: { $0.node < $1.node }) {
      // A block of one line is that line.
      var own: [NodeID: Condition] = [:]
      func add(_ trace: ConditionTrace) {
        own[trace.node] = trace.condition
        for part in trace.parts { add(part) }
      }
      add(root)
      for (node, condition) in own {
        found[node] = (found[node]?.condition ?? condition, (found[node]?.places ?? 0) + 1)
      }
    }
    conditions = found
  }

  /// The conditions that took the most time, at most so many.
  public func text(top: Int, width: Int?, isColoured: Bool) -> String {
    var table = Table([
      .init("ms", .right), .init("share", .right), .init("holds for", .right), .init("asked in", .right),
      .init("condition"), .init("place"),
    ])
    let total = max(1, profile.costs.reduce(0) { $0 + $1.nanoseconds })
    let nodes = profile.costs.indices.filter { profile.costs[$0].rows > 0 && conditions[$0] != nil }
      .sorted { (profile.costs[$1].nanoseconds, $0) < (profile.costs[$0].nanoseconds, $1) }
    for node in nodes.prefix(top) {
      let cost = profile.costs[node]
      guard let (condition, places) = conditions[node] else { continue }
      table.rows.append([
        milliseconds(cost.nanoseconds), percentage(Int(cost.nanoseconds), of: Int(total)),
        percentage(cost.yes, of: cost.rows), places == 1 ? "1 place" : "\(places) places", source(of: condition.span),
        place(of: condition.span),
      ])
    }
    let others = profile.costs.indices.filter { conditions[$0] == nil }
      .reduce(0) { $0 + profile.costs[$1].nanoseconds }
    var text =
      "\nConditions by time, all threads together: \(milliseconds(total)) ms; equal ones are worked out once.\n"
    text += table.text(width: width, isColoured: isColoured)
    if nodes.count > top { text += "\(nodes.count - top) more took less.\n" }
    text +=
      "Lists, patterns and texts made ready in \(milliseconds(profile.preparingNanoseconds)) ms, all contacts passed in "
      + "\(milliseconds(profile.passNanoseconds)) ms; what stands between conditions took \(milliseconds(others)) ms.\n"
    return text
  }

  private func milliseconds(_ nanoseconds: Int64) -> String { tenths(nanoseconds, 1_000_000) }

  /// The condition as it is written, on one line.
  private func source(of span: Span) -> String {
    let files = result.rules.files
    guard files.indices.contains(span.file), files[span.file].bytes.indices.contains(span.start) else { return "" }
    let text = String(
      decoding: files[span.file].bytes[span.start..<min(span.end, files[span.file].bytes.count)], as: UTF8.self)
    var words = text.split(whereSeparator: \.isWhitespace)[...]
    // The braces of a whole segment say nothing here.
    if words.first == "{", words.last == "}", words.count > 2 { words = words.dropFirst().dropLast() }
    return words.joined(separator: " ")
  }

  private func place(of span: Span) -> String {
    let files = result.rules.files
    guard files.indices.contains(span.file) else { return "" }
    let name = files[span.file].path.split(separator: "/").last ?? ""
    return "\(name):\(files[span.file].lineIndex(of: span.start) + 1)"
  }
}
