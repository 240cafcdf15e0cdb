#if canImport(Glibc)
  /// https://man7.org/linux/man-pages/man3/mallopt.3.html; the headers that Swift sees leave it out.
  @_silgen_name("mallopt")
  private func setMemoryOption(_ option: Int32, _ value: Int32) -> Int32

  /// `M_MMAP_THRESHOLD`
  private let leastOwnPages: Int32 = -3
#endif

/// From now on pieces of memory of 4 MiB and more are pages of their own, given back to the system as soon as they are
/// free.
///
/// Of itself the C library keeps pieces of up to 32 MiB to give them out again, which columns of ever other sizes seldom
/// fit: of ten million contacts a fifth of the memory lay idle. For the whole process; elsewhere than with glibc nothing.
public func returnLargeMemory() {
  #if canImport(Glibc)
    _ = setMemoryOption(leastOwnPages, 4 << 20)
  #endif
}
