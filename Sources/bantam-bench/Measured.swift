/// What one piece of work cost.
struct Measured {
  var wallSeconds: Double
  /// Of all threads.
  var cpuSeconds: Double
  var peakBytes: Int
}

/// One line of the table: the medians of all runs of one piece of work on so many contacts.
struct Result {
  enum Unit: Equatable {
    /// The work went over all contacts.
    case contacts
    /// It was one answer.
    case answer
    /// It was a call about so many contacts of its own.
    case call(Int)
  }

  let rows: Int
  let work: String
  let measured: Measured
  let unit: Unit
  /// Wall time against the bare loop on one thread; nil where they do not compare.
  var ratio: Double?
  /// Wall time against the same work on the next smaller database.
  var growth: Double?

  var rowsPerCPUSecond: Double { Double(rowsOfWork) / max(measured.cpuSeconds, 1e-9) }
  var nanosecondsPerRow: Double { measured.cpuSeconds * 1e9 / Double(rowsOfWork) }
  private var rowsOfWork: Int { if case .call(let rows) = unit { rows } else { rows } }
}

extension [Measured] {
  /// Of each number by itself.
  var median: Measured {
    func middle(_ value: (Measured) -> Double) -> Double {
      let sorted = map(value).sorted()
      return sorted.isEmpty ? 0 : (sorted[(count - 1) / 2] + sorted[count / 2]) / 2
    }
    return Measured(
      wallSeconds: middle(\.wallSeconds), cpuSeconds: middle(\.cpuSeconds),
      peakBytes: Int(middle { Double($0.peakBytes) }))
  }
}
