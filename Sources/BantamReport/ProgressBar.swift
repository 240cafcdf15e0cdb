import BantamDiagnostics

/// The line that shows how far long work has come: bar, share, rate and time left.
///
/// It holds no clock and prints nothing: the caller gives the time and writes the line to the terminal.
public struct ProgressBar: Sendable {
  /// What removes the line again.
  public static let clear = "\r\u{1B}[K"

  /// Ten lines a second at most.
  private static let intervalNanoseconds: Int64 = 100_000_000
  /// Earlier a rate says nothing.
  private static let settledNanoseconds: Int64 = 500_000_000

  private let title: String
  private let unit: String
  private let width: Int
  private var start: Int64
  private var last: Int64

  /// `unit` is the plural of what is counted (`rows`).
  public init(title: String, unit: String, width: Int, startNanoseconds: Int64) {
    self.title = title
    self.unit = unit
    self.width = width
    start = startNanoseconds
    last = startNanoseconds
  }

  /// The line to write, or nil where the last one is too young. `share` is 0...1, nil where the end is unknown.
  public mutating func line(done: Int, share: Double?, nowNanoseconds: Int64) -> String? {
    guard nowNanoseconds - last >= Self.intervalNanoseconds else { return nil }
    last = nowNanoseconds
    let elapsed = nowNanoseconds - start
    var tail = "\(grouped(done)) \(unit)"
    if elapsed >= Self.settledNanoseconds {
      let rate = Double(done) / Double(elapsed) * 1e9
      tail += "  \(grouped(Int(rate))) \(unit)/s"
      if let share, share > 0 {
        let left = Double(elapsed) / 1e9 * (1 - min(share, 1)) / share
        tail += "  \(clockText(seconds: Int(left.rounded(.up)))) left"
      }
    }
    return "\r" + truncated(head(share, room: width - displayWidth(tail) - 3) + tail, to: width - 1) + "\u{1B}[K"
  }

  private func head(_ share: Double?, room: Int) -> String {
    guard let share else { return title + "  " }
    let whole = min(max(share, 0), 1)
    let percent = padded("\(Int(whole * 100)) %", to: 5, .right)
    let barWidth = min(30, room - displayWidth(title) - 11)
    guard barWidth >= 8 else { return "\(title) \(percent)  " }
    let filled = bar(Int(whole * 1_000_000), of: 1_000_000, width: barWidth)
    return "\(title)  \(padded(filled, to: barWidth, .left)) \(percent)  "
  }
}
