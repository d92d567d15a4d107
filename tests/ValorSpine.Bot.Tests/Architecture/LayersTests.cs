using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using ValorSpine.Bot.Channels.DirectLine;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Staff.SignIn;
using ValorSpine.Bot.Storage;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace ValorSpine.Bot.Tests.Architecture;

/// <summary>Dependencies point one way, and the core does no I/O and awaits nothing.</summary>
public sealed class LayersTests
{
    private static readonly System.Reflection.Assembly s_core = typeof(Decider).Assembly, s_channels = typeof(IDirectLineKeys).Assembly,
        s_storage = typeof(StorageStartup).Assembly, s_staff = typeof(IStaffSignIn).Assembly, s_host = typeof(Commands.CommandLine).Assembly;

    private static readonly ArchUnitNET.Domain.Architecture s_all = new ArchLoader().LoadAssemblies(s_core, s_channels, s_storage, s_staff, s_host).Build();

    private static readonly string[] s_outside =
    [
        "System.IO.File", "System.IO.Directory", "System.IO.FileStream", "System.IO.FileInfo", "System.IO.DirectoryInfo", "System.Console", "System.Environment", "System.Random",
        "System.Diagnostics.Process", "System.Diagnostics.Stopwatch", "System.Threading.Thread", "System.Threading.Timer", "System.TimeProvider", "System.Security.Cryptography.RandomNumberGenerator",
    ];

    private static readonly string[] s_clock = ["System.DateTime::get_Now", "System.DateTime::get_UtcNow", "System.DateTimeOffset::get_Now", "System.DateTimeOffset::get_UtcNow", "System.Guid::NewGuid"];

    [Fact]
    public void Core_references_no_other_project_and_no_web_or_data_framework()
    {
        var names = s_core.GetReferencedAssemblies().Select(assembly => assembly.Name!).ToArray();
        Assert.DoesNotContain(names, name => name.StartsWith("ValorSpine", StringComparison.Ordinal));
        Assert.DoesNotContain(names, name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || name.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.Data", StringComparison.Ordinal) || name is "System.Net.Http" or "System.Net.Sockets");
    }

    [Fact]
    public void Channels_storage_and_staff_know_the_core_and_not_each_other() => Assert.All(
        (System.Reflection.Assembly[])[s_channels, s_storage, s_staff],
        project => Assert.Empty(
            project.GetReferencedAssemblies().Select(assembly => assembly.Name!).Where(name => name.StartsWith("ValorSpine", StringComparison.Ordinal)).Except(["ValorSpine.Bot.Core"])));

    [Fact]
    public void Core_touches_no_file_clock_chance_or_thread()
    {
        var touched = CoreTypes().SelectMany(type => type.Dependencies).Select(dependency => dependency.Target.FullName).Distinct();
        Assert.Empty(touched.Intersect(s_outside));
    }

    [Fact]
    public void Core_reads_no_clock_and_makes_no_id()
    {
        var called = CoreTypes().SelectMany(type => type.Members).SelectMany(member => member.MemberDependencies).OfType<ArchUnitNET.Domain.Dependencies.MethodCallDependency>()
            .Select(call => $"{call.Target.FullName}::{call.TargetMember.Name.Split('(')[0]}");
        Assert.Empty(called.Intersect(s_clock));
    }

    [Fact]
    public void Core_awaits_nothing()
    {
        var machines = CoreTypes().Where(type => type.ImplementedInterfaces.Any(one => one.FullName == "System.Runtime.CompilerServices.IAsyncStateMachine"));
        Assert.Empty(machines.Select(type => type.FullName));
    }

    [Fact]
    public void No_channel_is_named_in_the_core() =>
        Types().That().ResideInAssembly(s_core).Should().NotHaveNameContaining("Teams").AndShould().NotHaveNameContaining("Twilio").AndShould().NotHaveNameContaining("DirectLine").Check(s_all);

    [Fact]
    public void No_cipher_but_the_one_stands_in_the_service() =>
        Assert.DoesNotContain(s_all.Classes, type => type.BaseClass?.FullName == "ValorSpine.Bot.Storage.Encryption.ContentCipher");

    private static IEnumerable<IType> CoreTypes() => s_all.Types.Where(type => type.Assembly.Name.StartsWith("ValorSpine.Bot.Core", StringComparison.Ordinal));
}
