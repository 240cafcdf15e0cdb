import BantamColumns
import BantamPlan
import BantamProgram

/// A plan's conditions made ready for one table of rows: every operand resolved to what its kernel takes.
struct Graph: Sendable {
  enum Step: Sendable {
    case constant(UInt8)
    /// Inputs are a range of `inputs`, cheap ones first.
    case all(Range<Int>)
    case any(Range<Int>)
    case not(NodeID)
    case atLeast(UInt16, Range<Int>)
    case kind(UInt8)
    case isMissing(ColumnID)
    case range(ColumnID, low: Int64, high: Int64)
    case fact(FactTables.Fact)
    /// Index into the source's pairs of texts.
    case sameText(Int)
    case number(ExpressionID, low: Int64, high: Int64)
    case compare(ExpressionID, NumberKernels.Relation, ExpressionID)
    case compareColumns(ColumnID, NumberKernels.Relation, ColumnID)
    case anniversary(ColumnID, DayKernels.Anniversaries)
    case radius(latitude: ColumnID, longitude: ColumnID, RadiusKernel)
    case sample(low: Int, high: Int, of: Int, seed: UInt64)
    case set(SetID)
    case counter(CounterID, low: Int64, high: Int64)
    /// Worked out in an earlier phase for all rows: index into the given planes.
    case given(Int)
    /// Nobody asks for it.
    case unused
  }

  var steps: [Step]
  var inputs: [NodeID] = []
  /// Per node what a missing value gives: unknown, or no where nobody looks at missing values.
  var unknowns: [UInt8]
}

extension Graph {
  /// The names of comparisons in kernels.
  static func relation(_ comparison: Comparison) -> NumberKernels.Relation {
    switch comparison {
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    }
  }
}
