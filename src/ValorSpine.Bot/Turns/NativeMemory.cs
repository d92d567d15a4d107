using System.Runtime.InteropServices;

namespace ValorSpine.Bot.Turns;

/// <summary>Memory of native libraries, which the garbage collector does not see.</summary>
internal static class NativeMemory
{
    /// <summary>Gives back to the machine what they have freed: some 30 MB after the encoder was read. Where the C library is another than glibc, nothing is done.</summary>
    public static void GiveBack()
    {
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            _ = Trim(0);
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            // It keeps less to begin with.
        }
    }

    [DllImport("libc.so.6", EntryPoint = "malloc_trim")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Trim(nuint pad);
}
