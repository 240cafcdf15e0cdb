/// The results as a table for people.
func table(_ results: [Result]) -> String {
  var lines = [
    ["contacts", "work", "wall s", "CPU s", "peak MB", "ns/contact·core", "contacts/s·core", "× loop", "growth"]
  ]
  for result in results {
    let isAnswer = result.unit != .contacts
    lines.append([
      grouped(result.rows), result.work, fixed(result.measured.wallSeconds, isAnswer ? 5 : 3),
      fixed(result.measured.cpuSeconds, isAnswer ? 5 : 3), String(result.measured.peakBytes >> 20),
      fixed(result.nanosecondsPerRow, 1), grouped(Int(result.rowsPerCPUSecond)),
      result.ratio.map { fixed($0, 2) } ?? "",
      result.growth.map { fixed($0, 1) } ?? "",
    ])
  }
  let widths = lines[0].indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
  return lines.map { line in
    line.enumerated().map { column, cell in
      let blanks = String(repeating: " ", count: widths[column] - cell.count)
      return column == 1 ? cell + blanks : blanks + cell
    }.joined(separator: "  ")
  }.joined(separator: "\n")
}

/// The same for programs: an object per line of the table.
func json(_ results: [Result]) -> String {
  let objects = results.map { result in
    let numbers: [(String, Double?)] = [
      ("wall_seconds", result.measured.wallSeconds), ("cpu_seconds", result.measured.cpuSeconds),
      ("peak_bytes", Double(result.measured.peakBytes)), ("contacts_per_cpu_second", result.rowsPerCPUSecond),
      ("ratio_to_bare_loop", result.ratio), ("growth", result.growth),
    ]
    let fields = numbers.map { name, value in "\"\(name)\": \(value.map { "\($0)" } ?? "null")" }
    return "  {\"contacts\": \(result.rows), \"work\": \"\(result.work)\", \(fields.joined(separator: ", "))}"
  }
  return "[\n\(objects.joined(separator: ",\n"))\n]"
}

private func fixed(_ value: Double, _ places: Int) -> String {
  var scale = 1.0
  for _ in 0..<places { scale *= 10 }
  let whole = Int((value * scale).rounded())
  if places == 0 { return String(whole) }
  let fraction = String(whole % Int(scale))
  return "\(whole / Int(scale)).\(String(repeating: "0", count: places - fraction.count))\(fraction)"
}

private func grouped(_ number: Int) -> String {
  var groups: [String] = []
  var rest = number
  while rest >= 1000 {
    let group = String(rest % 1000)
    groups.insert(String(repeating: "0", count: 3 - group.count) + group, at: 0)
    rest /= 1000
  }
  return ([String(rest)] + groups).joined(separator: ",")
}
