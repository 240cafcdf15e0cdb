import BantamStore

/// The column snapshot beside the database.
extension Desk {
  public func snapshotState(checksAll: Bool) throws(RunFailure) -> SnapshotState? {
    try reading { try store.snapshotState(checksAll: checksAll) }
  }

  /// False where there was none.
  public func dropSnapshot() throws(RunFailure) -> Bool { try reading { try store.dropSnapshot() } }

  /// Of few contacts none is made.
  public func makeSnapshot() throws(RunFailure) -> SnapshotState? {
    try reading {
      try store.makeSnapshot(zone: zone)
      return try store.snapshotState(checksAll: false)
    }
  }
}
