using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Encryption;

/// <summary>Encrypts the keys of sign-in cookies with the master key: a copied data file alone lets nobody in.</summary>
internal sealed class DataProtectionKeyEncryptor(DataStore store) : IXmlEncryptor
{
    /// <inheritdoc/>
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = System.Text.Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var value = Convert.ToBase64String(store.MasterKey.Encrypt(plain, DataProtectionKeyDecryptor.Owner, RowKind.DataProtection));
        return new(new XElement("encryptedKey", new XElement("value", value)), typeof(DataProtectionKeyDecryptor));
    }
}

/// <summary>Made by ASP.NET Core data protection, by name of its type.</summary>
internal sealed class DataProtectionKeyDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public const string Owner = "data-protection";

    /// <inheritdoc/>
    public XElement Decrypt(XElement encryptedElement)
    {
        var value = Convert.FromBase64String((string)encryptedElement.Element("value")!);
        var plain = services.GetRequiredService<DataStore>().MasterKey.Decrypt(value, Owner, RowKind.DataProtection);
        return XElement.Parse(System.Text.Encoding.UTF8.GetString(plain));
    }
}
