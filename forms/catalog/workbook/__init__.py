"""The catalog source as one Excel workbook: the same content as the folder of YAML sheets, in rows and cells."""
