using System.Globalization;
using System.Text;
using QRCoder;
using ValorSpine.Bot.Staff.Account;

namespace ValorSpine.Bot.Staff;

/// <summary>Draws a QR code so that a page can show it without an image or a script.</summary>
internal static class QrCode
{
    /// <summary>The dark modules as one path, a run at a time.</summary>
    public static QrPicture Draw(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        // The matrix has a white edge of four, which the page draws itself.
        var size = code.ModuleMatrix.Count - (2 * Edge);
        for (var y = 0; y < size; y++)
        {
            for (var x = 0; x < size; x++)
            {
                var from = x;
                while (x < size && code.ModuleMatrix[y + Edge][x + Edge])
                    x++;
                if (x > from)
                    path.Append(CultureInfo.InvariantCulture, $"M{from} {y}h{x - from}v1h-{x - from}z");
            }
        }

        return new(size, path.ToString());
    }

    private const int Edge = 4;
}
