"""Certificates made for a test, signed by themselves."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from stagerace.core.clock import Instant


def make_certificate(
    folder: Path, names: list[str], begins: Instant, days: float, stem: str = "tls"
) -> tuple[Path, Path]:
    """A certificate for names, valid for so many days, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    start = datetime.fromtimestamp(begins / 1000, UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a test")])
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(start).not_valid_after(start + timedelta(days=days))
    if names:
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(each) for each in names]), False)
    made = builder.sign(key, hashes.SHA256())
    files = folder / f"{stem}.pem", folder / f"{stem}.key"
    files[0].write_bytes(made.public_bytes(Encoding.PEM))
    files[1].write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return files
