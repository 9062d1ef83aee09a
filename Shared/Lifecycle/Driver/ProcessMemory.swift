import CMalloc

/// How the process asks the system for memory.
public enum ProcessMemory {
    /// Has all threads share two pools of memory (arenas, mallopt(3)) instead of up to eight for each processor: what one thread has given
    /// back serves the others, and the process stays smaller. To be called before there are other threads.
    public static func shareArenas() {
        // Refused only by another C library, which then does as it always does.
        _ = pitcrew_limit_arenas(2)
    }
}
