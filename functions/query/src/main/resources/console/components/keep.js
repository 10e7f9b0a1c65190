// Gives the browser a file to keep.

/** @param file the name under which it is kept */
export function keep(blob, file) {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = file;
  link.click();
  URL.revokeObjectURL(address);
}
