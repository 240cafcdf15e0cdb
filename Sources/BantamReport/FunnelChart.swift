import BantamDiagnostics

/// What became of an audience, as a picture: how many there were, what was removed and why, what is left, its parts.
public struct FunnelChart: Sendable {
  public enum Kind: Sendable {
    /// So many there are at this point; the first step is the measure of all bars.
    case remaining
    /// So many came beside them.
    case added
    /// So many were taken away here.
    case removed
    /// So many of those that remain are of this kind (a grade).
    case part
  }

  public struct Step: Sendable {
    public var name: String
    public var count: Int
    public var kind: Kind
    public init(_ name: String, _ count: Int, _ kind: Kind) {
      self.name = name
      self.count = count
      self.kind = kind
    }
  }

  public var title: String
  public var steps: [Step]

  public init(title: String, steps: [Step]) {
    self.title = title
    self.steps = steps
  }

  /// One line per step: name, count, bar, and the share of the first step (of a part: of what remains).
  public func text(width: Int = 80, isColoured: Bool = false) -> String {
    let names = steps.map { Self.indent($0.kind) + printable($0.name) }
    let counts = steps.map { grouped($0.count) }
    let nameWidth = min(names.map(displayWidth).max() ?? 0, max(16, width * 2 / 5))
    let countWidth = counts.map(\.count).max() ?? 0
    let percentWidth = 7
    let barWidth = min(40, width - nameWidth - countWidth - percentWidth - 6)
    let total = steps.first?.count ?? 0
    var remaining = total
    var text = title.isEmpty ? "" : bold(truncated(printable(title), to: width), isColoured) + "\n"
    for (index, step) in steps.enumerated() {
      if step.kind == .remaining { remaining = step.count }
      let share = percentage(step.count, of: step.kind == .part ? remaining : total)
      let name = padded(truncated(names[index], to: nameWidth), to: nameWidth, .left)
      let picture = barWidth < 8 ? "" : padded(bar(step.count, of: total, width: barWidth), to: barWidth, .left) + "  "
      text += name + "  " + padded(counts[index], to: countWidth, .right) + "  "
      text += coloured(picture, step.kind, isColoured) + padded(share, to: percentWidth, .right) + "\n"
    }
    return text
  }

  private static func indent(_ kind: Kind) -> String {
    switch kind {
    case .remaining: "  "
    case .added: "  + "
    case .removed: "  − "
    case .part: "    "
    }
  }

  private func coloured(_ picture: String, _ kind: Kind, _ isColoured: Bool) -> String {
    guard isColoured, !picture.isEmpty else { return picture }
    switch kind {
    case .remaining, .added: return "\u{1B}[36m\(picture)\u{1B}[0m"
    case .removed: return "\u{1B}[33m\(picture)\u{1B}[0m"
    case .part: return "\u{1B}[32m\(picture)\u{1B}[0m"
    }
  }
}
