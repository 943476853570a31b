using System.Buffers.Binary;
using System.IO.Compression;

namespace SpOAuthRaw.Sandbox.SharePoint;

/// <summary>The smallest PNG writer that will do (PNG specification, §5 chunks, §11.2 critical chunks): 8-bit RGB, no filter.</summary>
internal static class Png
{
    private static readonly byte[] Signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

    public static byte[] Write(int width, int height, Func<int, int, (byte R, byte G, byte B)> pixel)
    {
        using var png = new MemoryStream();
        png.Write(Signature);
        Chunk(png, "IHDR"u8, Header(width, height));
        Chunk(png, "IDAT"u8, Compressed(width, height, pixel));
        Chunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static byte[] Header(int width, int height)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8; // bits a sample
        header[9] = 2; // RGB
        return header;
    }

    private static byte[] Compressed(int width, int height, Func<int, int, (byte R, byte G, byte B)> pixel)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Fastest))
        {
            for (var y = 0; y < height; y++)
            {
                zlib.WriteByte(0); // this row has no filter
                for (var x = 0; x < width; x++)
                {
                    var (r, g, b) = pixel(x, y);
                    zlib.Write([r, g, b]);
                }
            }
        }
        return compressed.ToArray();
    }

    private static void Chunk(MemoryStream png, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        png.Write(number);
        png.Write(type);
        png.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(type, content));
        png.Write(number);
    }

    private static uint Crc(ReadOnlySpan<byte> type, ReadOnlySpan<byte> content) => ~Update(Update(uint.MaxValue, type), content);

    private static uint Update(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : 0xedb88320 ^ (crc >> 1);
        }
        return crc;
    }
}
