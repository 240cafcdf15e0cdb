import BantamSystem

/// The time of day of an instant, `09:30`.
func clockText(_ instant: Int64, _ zone: ZoneRules) -> String {
  String(Timestamp.text(ofInstant: instant, in: zone).dropFirst(11).prefix(5))
}
