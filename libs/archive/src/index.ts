export { ArchivePart, listArchive, NoArchive } from './archive-part.js';
export { ArchiveWriter } from './archive-writer.js';
export type { ArchivedMessage, BlobPlace, IndexLine, Manifest } from './manifest.js';
export { searchArchive, type ArchiveSearch } from './search-archive.js';
