/// A builder of any kind of column.
public enum ColumnBuilder: Sendable {
  case integer(IntegerColumnBuilder)
  case degrees(DegreesColumnBuilder)
  case text(TextColumnBuilder)

  public var count: Int {
    switch self {
    case .integer(let builder): builder.count
    case .degrees(let builder): builder.count
    case .text(let builder): builder.count
    }
  }

  public func appendMissing() {
    switch self {
    case .integer(let builder): builder.appendMissing()
    case .degrees(let builder): builder.appendMissing()
    case .text(let builder): builder.appendMissing()
    }
  }

  /// One column out of parts of the same kind, at least one, in the order of their rows; they are not used afterwards.
  public static func merge(_ parts: [ColumnBuilder]) -> Column {
    var integers: [IntegerColumnBuilder] = []
    var degrees: [DegreesColumnBuilder] = []
    var texts: [TextColumnBuilder] = []
    for part in parts {
      switch part {
      case .integer(let builder): integers.append(builder)
      case .degrees(let builder): degrees.append(builder)
      case .text(let builder): texts.append(builder)
      }
    }
    let kinds = [integers.isEmpty, degrees.isEmpty, texts.isEmpty].count { !$0 }
    precondition(kinds == 1, "the parts of a column are of one kind")
    if !texts.isEmpty { return TextColumnBuilder.merge(texts) }
    return degrees.isEmpty ? IntegerColumnBuilder.merge(integers) : DegreesColumnBuilder.merge(degrees)
  }
}
