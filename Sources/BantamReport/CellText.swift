import BantamDiagnostics

/// The text cut to a number of columns; `…` stands for what was cut.
public func truncated(_ text: String, to width: Int) -> String {
  guard displayWidth(text) > width else { return text }
  var room = width - 1
  let kept = text.prefix { character in
    room -= displayWidth(character)
    return room >= 0
  }
  return width < 1 ? "" : kept + "…"
}

/// The text filled up with blanks to a number of columns.
func padded(_ text: String, to width: Int, _ alignment: Table.Alignment) -> String {
  let blanks = String(repeating: " ", count: max(0, width - displayWidth(text)))
  switch alignment {
  case .left: return text + blanks
  case .right: return blanks + text
  }
}

/// A bar of eighths of a block; what is more than nothing shows at least an eighth.
public func bar(_ value: Int, of total: Int, width: Int) -> String {
  guard total > 0, value > 0, width > 0 else { return "" }
  let eighths = max(1, Int((Double(min(value, total)) / Double(total) * Double(width * 8)).rounded()))
  let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
  return String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
}

func bold(_ text: String, _ isColoured: Bool) -> String { isColoured ? "\u{1B}[1m\(text)\u{1B}[0m" : text }

func dim(_ text: String, _ isColoured: Bool) -> String { isColoured ? "\u{1B}[2m\(text)\u{1B}[0m" : text }
