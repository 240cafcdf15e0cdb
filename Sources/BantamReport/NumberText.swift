/// `12,345`.
public func grouped(_ value: Int) -> String {
  let digits = String(value.magnitude)
  var result = value < 0 ? "-" : ""
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index) % 3 == 0 { result.append(",") }
    result.append(digit)
  }
  return result
}

/// `1 lead`, `12,345 leads`; `plural` where an `s` does not do.
public func counted(_ count: Int, _ singular: String, _ plural: String? = nil) -> String {
  "\(grouped(count)) \(count == 1 ? singular : plural ?? singular + "s")"
}

/// A share with one decimal, rounded half up: `87.5 %`; of nothing `–`. Both are counts of at most 2^50.
public func percentage(_ part: Int, of total: Int) -> String {
  guard total > 0, part >= 0 else { return "–" }
  let perMille = (part * 2000 + total) / (total * 2)
  return "\(grouped(perMille / 10)).\(perMille % 10) %"
}

/// `0:07`, `12:30`, `1:02:03`.
public func clockText(seconds: Int) -> String {
  func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
  let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
  let start = hours > 0 ? "\(hours):\(twoDigits(minutes))" : "\(minutes)"
  return "\(start):\(twoDigits(seconds % 60))"
}

/// A time that passed, in the unit that suits it: `850 µs`, `12 ms`, `3.4 s`, `2:05 min`.
public func durationText(nanoseconds: Int64) -> String {
  if nanoseconds < 1_000_000 { return "\(nanoseconds / 1000) µs" }
  if nanoseconds < 1_000_000_000 { return "\(nanoseconds / 1_000_000) ms" }
  let tenths = nanoseconds / 100_000_000
  if tenths < 600 { return "\(tenths / 10).\(tenths % 10) s" }
  return clockText(seconds: Int(tenths / 10)) + " min"
}

/// An amount in ten-thousandths as people read it: `12,000`, `12,000.50`, `0.1234`.
public func moneyText(_ tenThousandths: Int64) -> String {
  let magnitude = tenThousandths.magnitude
  let whole = (tenThousandths < 0 ? "-" : "") + grouped(Int(magnitude / 10_000))
  let rest = String(magnitude % 10_000 + 10_000).dropFirst()
  if rest == "0000" { return whole }
  return whole + "." + (rest.hasSuffix("00") ? rest.dropLast(2) : rest.hasSuffix("0") ? rest.dropLast() : rest)
}
