import BantamProgram

/// Numbers, exact as integers of ten-thousandths; null where missing.
extension Translator {
  func range(_ range: NumberRange, _ value: String) -> String {
    let pieces = range.pieces.map { piece in
      let ends = [
        piece.low.map { "\(value) \(piece.includesLow ? ">=" : ">") \($0.tenThousandths)" },
        piece.high.map { "\(value) \(piece.includesHigh ? "<=" : "<") \($0.tenThousandths)" },
      ]
      return "(\(ends.compactMap { $0 }.joined(separator: " AND ")))"
    }
    return pieces.joined(separator: " OR ")
  }

  func tenThousandths(_ expression: NumberExpression, _ row: Row) -> String {
    switch expression {
    case .constant(let number): return "\(number.tenThousandths)"
    case .field(let field):
      switch program.fields[field.field].source {
      case .computed(.number(let inner)): return tenThousandths(inner, row)
      case .computed(.elapsed(let unit, let source)): return elapsed(unit, row.column(TestField(source).rawValue))
      case .column, .columns, .computed(.domain): return "CAST(round(\(column(field, row)) * 10000) AS INTEGER)"
      }
    case .companyField(let field):
      let company = row.below("k")
      return "(SELECT \(tenThousandths(.field(field), company)) FROM \(ofCompany(company, row)))"
    case .elapsed(let unit, let field): return elapsed(unit, column(field, row))
    case .binary(let operation, let first, let second):
      let (left, right) = (tenThousandths(first, row), tenThousandths(second, row))
      switch operation {
      case .add: return "(\(left) + \(right))"
      case .subtract: return "(\(left) - \(right))"
      case .multiply: return quotient("(\(left) * \(right))", "10000")
      case .divide: return quotient("(\(left) * 10000)", right)
      }
    }
  }

  /// Rounded half away from zero; null for a division by zero.
  func quotient(_ dividend: String, _ divisor: String) -> String {
    """
    ((2 * abs(\(dividend)) + abs(\(divisor))) / nullif(2 * abs(\(divisor)), 0) * sign(\(dividend)) * sign(\(divisor)))
    """
  }

  /// Completed units between a day in the past and today.
  private func elapsed(_ unit: CalendarUnit, _ day: String) -> String {
    let days = "CAST(julianday(\(Self.today)) - julianday(\(day)) AS INTEGER)"
    let isEarlier = "(strftime('%d', \(Self.today)) < strftime('%d', \(day)))"
    let months = "(\(months(Self.today)) - \(months(day)) - \(isEarlier))"
    return switch unit {
    case .day: "(\(days) * 10000)"
    case .week: "(\(days) / 7 * 10000)"
    case .month: "(\(months) * 10000)"
    case .quarter: "(\(months) / 3 * 10000)"
    case .year, .fiscalYear: "(\(months) / 12 * 10000)"
    }
  }

  /// Months since the year 0.
  func months(_ day: String) -> String { "(strftime('%Y', \(day)) * 12 + strftime('%m', \(day)) - 1)" }
}
