/// The sign between the whole part and the decimals.
public enum DecimalMark: String, Sendable, CaseIterable {
  /// `1,234.56`
  case point
  /// `1.234,56`
  case comma
}

/// How `3/4/2026` is read.
public enum DateOrder: String, Sendable, CaseIterable {
  case dayFirst = "day/month/year"
  case monthFirst = "month/day/year"
}

/// How the values of one column are written, as far as single values do not show it.
public struct ColumnForm: Sendable, Hashable {
  /// nil: no value of the sample shows it.
  public var decimalMark: DecimalMark?
  public var dateOrder: DateOrder?

  public init(decimalMark: DecimalMark? = nil, dateOrder: DateOrder? = nil) {
    self.decimalMark = decimalMark
    self.dateOrder = dateOrder
  }

  /// From the values of a sample that can be read in one way only; the majority decides.
  public init(sample: some Sequence<String>) {
    var marks = (point: 0, comma: 0)
    var orders = (day: 0, month: 0)
    for var text in sample {
      text.withUTF8 { bytes in
        let bytes = trimmed(bytes)
        switch NumberText.evidence(bytes) {
        case .point: marks.point += 1
        case .comma: marks.comma += 1
        case nil: break
        }
        switch DateText.evidence(bytes) {
        case .dayFirst: orders.day += 1
        case .monthFirst: orders.month += 1
        case nil: break
        }
      }
    }
    decimalMark = marks.point == marks.comma ? nil : marks.point > marks.comma ? .point : .comma
    dateOrder = orders.day == orders.month ? nil : orders.day > orders.month ? .dayFirst : .monthFirst
  }
}
