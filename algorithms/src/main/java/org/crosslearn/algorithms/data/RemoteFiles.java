package org.crosslearn.algorithms.data;

import java.net.URI;
import java.util.List;

/**
 * Files of a data set on the network.
 *
 * @param mirrors folders that each hold all the files, in the order in which they are tried; each
 *     ends with a slash
 * @param files what to fetch
 */
public record RemoteFiles(List<URI> mirrors, List<RemoteFile> files) {

  /**
   * @param name file name in every mirror and on disk
   * @param md5 checksum of the file as it lies on the mirrors, 32 hexadecimal digits in lower case
   */
  public record RemoteFile(String name, String md5) {
    public RemoteFile {
      if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
        throw new IllegalArgumentException("not a plain file name: " + name);
      }
      if (!md5.matches("[0-9a-f]{32}")) {
        throw new IllegalArgumentException("not an MD5 in lower case: " + md5);
      }
    }
  }

  public RemoteFiles {
    mirrors = List.copyOf(mirrors);
    files = List.copyOf(files);
    if (mirrors.isEmpty() || files.isEmpty()) {
      throw new IllegalArgumentException("at least one mirror and one file are needed");
    }
    for (URI mirror : mirrors) {
      if (!mirror.toString().endsWith("/")) {
        throw new IllegalArgumentException("a mirror must end with a slash: " + mirror);
      }
    }
  }
}
